package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Host;
import dev.guestwire.agent.GuestCommand;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The console of a real guest, on a terminal and through pipes. The last test ends the guest. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final char CTRL_C = 3;
    private static final Duration BOOT = Duration.ofMinutes(4);
    private static final char CTRL_BRACKET = 0x1d;
    private static final String CONSOLE = "console web1 --devname serial1";
    private static final String CONNECTED = "Connected to the console serial1 of guest web1. Ctrl-] leaves it.";
    /** The settings of the terminal before and after, which are to be the same. */
    private static final String BEFORE = "before=$(stty -g); ";

    private static final String AFTER =
            "; code=$?; [ \"$before\" = \"$(stty -g)\" ] && echo as it was; echo code $code";

    @LibvirtHost
    static Lab lab;

    private static RunFolder folder;

    @BeforeAll
    static void boot() throws Exception {
        folder = RunFolder.create();
        String xml = lab.guest("web1")
                .qcow2Disk(64)
                .device("<serial type='pty'><target port='1'/></serial>")
                .create()
                .xml();
        try (Host host = Host.connect(lab.qemuUri())) {
            var guest = host.define(xml);
            guest.start();
            guest.agent().awaitConnected(BOOT);
            guest.agent()
                    .execute(GuestCommand.of("sh", "-c", "exec setsid -c sh -i </dev/ttyS1 >/dev/ttyS1 2>&1")
                            .withoutOutput());
            // what is typed before the shell has opened the port is lost
            GuestCommand opened = GuestCommand.of(
                    "sh", "-c", "until ls -l /proc/*/fd 2>/dev/null | grep -q ttyS1; do usleep 20000; done");
            assertThat(guest.agent().execute(opened.withoutOutput()).await(BOOT).isSuccess())
                    .isTrue();
        }
    }

    @AfterAll
    static void remove() throws IOException {
        folder.close();
    }

    private static String words(String arguments) {
        return RunningCommand.ROOT.resolve("guestwire") + " -c '" + lab.qemuUri() + "' " + arguments;
    }

    /** On a terminal, with the shell that was there before. */
    private static RunningCommand onTerminal(String arguments) {
        String script = BEFORE + "TERM=xterm " + words(arguments) + AFTER;
        return RunningCommand.start(folder, RunningCommand.script(script));
    }

    private static RunningCommand shell(String script) {
        return RunningCommand.start(folder, List.of("sh", "-c", script));
    }

    private static void type(RunningCommand console, String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            console.type(text.charAt(i));
        }
    }

    @Test
    void onATerminal() throws Exception {
        try (RunningCommand console = onTerminal(CONSOLE)) {
            console.await(CONNECTED);
            type(console, "echo $((6 * 7))-answers\r");
            console.await("42-answers");
            type(console, "sh -c 'trap \"echo caug\"\"ht; exit\" INT; echo rea\"\"dy; while :; do sleep 1; done'\r");
            console.await("ready");
            console.type(CTRL_C);
            console.await("caught");
            type(console, "echo $((7 * 7))-goes-on\r");
            console.await("49-goes-on");
            console.type(CTRL_BRACKET);
            console.exit();
            assertThat(console.output()).contains("Left guest web1.", "as it was", "code 0");
        }
    }

    @Test
    void aSignalLeavesTheTerminalAsItWas() throws Exception {
        try (RunningCommand console = onTerminal(CONSOLE)) {
            console.await(CONNECTED);
            type(console, "echo $((6 * 7))-here\r");
            console.await("42-here");
            console.signalCommand("TERM");
            console.exit();
            assertThat(console.output()).contains("as it was", "code 143");
        }
    }

    @Test
    void oneHasItAtATime() throws Exception {
        try (RunningCommand console = onTerminal(CONSOLE)) {
            console.await(CONNECTED);
            try (RunningCommand second = shell("exec " + words(CONSOLE) + " </dev/null")) {
                assertThat(second.exit()).isEqualTo(ExitCode.BUSY);
                assertThat(second.output())
                        .contains("somebody else has the console serial1 of guest web1 open")
                        .contains("next: --force takes it from them");
            }
            try (RunningCommand third =
                    shell("echo 'echo $((8*8))-forced' | " + words(CONSOLE + " --force --safe --linger 3"))) {
                console.exit();
                assertThat(console.output())
                        .contains("the console serial1 of guest web1 was taken away", "as it was", "code 9");
                assertThat(third.exit()).as(third.output()).isZero();
                assertThat(third.output()).contains("64-forced").doesNotContain("Connected");
            }
        }
    }

    @Test
    void whatIsNoConsole() throws Exception {
        try (RunningCommand console = shell(words("console web1") + " </dev/null")) {
            assertThat(console.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(console.output()).contains("next: its consoles: serial1; --devname chooses");
        }
    }

    @Test
    void bytesPassThroughPipes() throws Exception {
        String program = words("agent exec web1 -- sh -c 'echo out; echo err >&2; exit 3'");
        try (RunningCommand exec = shell(program + " 2>" + folder.path() + "/err; echo code $?")) {
            exec.exit();
            assertThat(exec.output()).isEqualTo("out\ncode 3\n");
        }
        Path error = folder.path().resolve("err");
        assertThat(error).hasContent("err");
        Files.delete(error);
        try (RunningCommand cut = shell(words("agent exec web1 --input - -- tr a-z A-Z") + " <<.\nhello\n.\n")) {
            assertThat(cut.exit()).isZero();
            assertThat(cut.output()).isEqualTo("HELLO\n");
        }
    }

    @Test
    void ctrlCStopsAnUpload() throws Exception {
        String slowly = "while head -c 65536 /dev/zero; do sleep 0.05; done | ";
        String pool = "<pool type='dir'><name>p</name><target><path>"
                + lab.socket().resolveSibling("p") + "</path></target></pool>";
        try (Host host = Host.connect(lab.qemuUri())) {
            var made = host.storage().define(pool);
            made.build();
            made.start();
        }
        try (RunningCommand make = shell(words("volume create p v 1M --format raw"))) {
            assertThat(make.exit()).as(make.output()).isZero();
        }
        try (RunningCommand upload = shell(slowly + words("volume upload p/v - --json"))) {
            upload.await("{\"job\":\"upload of v\",\"doneBytes\":");
            upload.signalCommand("INT");
            assertThat(upload.exit()).isEqualTo(130);
            assertThat(upload.output()).contains("upload of v stopped after", "is not to be used");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theEndOfTheGuest() throws Exception {
        try (RunningCommand console = onTerminal(CONSOLE);
                Host host = Host.connect(lab.qemuUri())) {
            console.await(CONNECTED);
            host.guest("web1").destroy();
            console.exit();
            assertThat(console.output()).contains("Guest web1 closed it.", "as it was", "code 0");
        }
        try (RunningCommand off = shell(words(CONSOLE) + " </dev/null")) {
            assertThat(off.exit()).isEqualTo(ExitCode.WRONG_STATE);
            assertThat(off.output()).contains("not running", "next: guestwire show web1");
        }
    }
}
