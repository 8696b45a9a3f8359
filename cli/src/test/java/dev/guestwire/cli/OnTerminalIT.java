package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Host;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged command on a terminal of its own, with a real guest: what moves, and what keys and signals do. */
class OnTerminalIT {
    private static final char CTRL_C = 3;
    private static final int WIDTH = 100;
    private static final int HEIGHT = 24;
    private static final int MEBIBYTES = 64;
    private static final String SECRET = "dddddddd-0000-4000-8000-000000000001";
    private static final String ASK_TERMINAL = "; code=$?; stty -a | grep -Eow -e '-?(echo|icanon|isig)'; exit $code";

    @LibvirtHost
    static Lab lab;

    @LibvirtHost
    static Lab other;

    private RunFolder folder;

    @BeforeAll
    static void start() throws Exception {
        Side.virsh(lab, "secret-define", document("secret.xml", """
                <secret ephemeral='yes'><uuid>%s</uuid><usage type='ceph'><name>web</name></usage></secret>
                """.formatted(SECRET)));
        LabGuest image = lab.guest("web1").rawDisk(MEBIBYTES).create();
        byte[] full = new byte[MEBIBYTES << 20];
        Arrays.fill(full, (byte) 'x');
        Files.write(image.disks().getFirst(), full, StandardOpenOption.WRITE);
        try (Host host = Host.connect(lab.qemuUri())) {
            host.define(image.xml()).start();
            host.define(lab.guest("cold").create().xml());
        }
    }

    private static String document(String name, String text) throws IOException {
        return Files.writeString(lab.folder().resolve(name), text).toString();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = RunFolder.create();
    }

    @AfterEach
    void removeFolder() throws IOException {
        folder.close();
    }

    private static String virsh(String... words) throws Exception {
        return Side.virsh(lab, words);
    }

    /** Starts it at the lab, on a terminal of a width. */
    private RunningCommand guestwire(int width, String line) {
        return RunningCommand.onTerminal(
                folder, width, HEIGHT, "export LIBVIRT_DEFAULT_URI='" + lab.qemuUri() + "'; " + line);
    }

    private static TerminalText shown(RunningCommand command, int width) {
        TerminalText text = TerminalText.of(command.output(), width, HEIGHT);
        assertThat(text.cursorShown()).as(command.output()).isTrue();
        assertThat(text.fullScreen()).as(command.output()).isFalse();
        return text;
    }

    @Test
    void aCopyHasABarThatLeavesOneLine() throws Exception {
        for (int width : new int[] {WIDTH, 30}) {
            Path file = lab.folder().resolve("copy-" + width);
            try (RunningCommand copy = guestwire(width, "guestwire disk copy web1 vda " + file)) {
                assertThat(copy.exit()).as(copy.output()).isZero();
                assertThat(copy.output()).containsPattern("\r\033\\[K  [\\x{2801}-\\x{28FF}] copy of vda");
                assertThat(shown(copy, width).lines()).containsExactly("copy of vda of web1: completed");
            }
        }
    }

    @Test
    void aCommitHasABarWithRateAndTimeLeft() throws Exception {
        virsh("snapshot-create-as", "web1", "top", "--disk-only", "--no-metadata");
        try (RunningCommand pull = guestwire(WIDTH, "guestwire disk pull web1 vda --bandwidth 16M")) {
            assertThat(pull.exit()).as(pull.output()).isZero();
            assertThat(pull.output()).containsPattern("█.* \\d+ %, .*/s, .* left, .* of 64 MiB");
            assertThat(shown(pull, WIDTH).lines()).containsExactly("pull of vda of web1: completed");
        }
        virsh("snapshot-create-as", "web1", "newest", "--disk-only", "--no-metadata");
        try (RunningCommand commit = guestwire(WIDTH, "guestwire disk commit web1 vda --active --delete")) {
            assertThat(commit.exit()).as(commit.output()).isZero();
            assertThat(shown(commit, WIDTH).lines()).containsExactly("commit of vda of web1: completed");
        }
        assertThat(virsh("domblklist", "web1")).doesNotContain("newest");
    }

    @Test
    void ctrlCTwiceEndsAPullOnce() throws Exception {
        slowPull("twice", 130, pull -> {
            pull.type(CTRL_C);
            pull.type(CTRL_C);
        });
    }

    @Test
    void termEndsAPullToo() throws Exception {
        slowPull("term", 143, pull -> assertThat(pull.java().destroy()).isTrue());
    }

    private void slowPull(String snapshot, int code, Act act) throws Exception {
        virsh("snapshot-create-as", "web1", snapshot, "--disk-only", "--no-metadata");
        try (RunningCommand pull = guestwire(WIDTH, "guestwire disk pull web1 vda --bandwidth 1M" + ASK_TERMINAL)) {
            pull.await("/s");
            String figures = virsh("blockjob", "web1", "vda", "--raw");
            assertThat(figures).contains("type=Block Pull", "bandwidth=1", "end=67108864");
            act.on(pull);
            assertThat(pull.exit()).as(pull.output()).isEqualTo(code);
            assertThat(shown(pull, WIDTH).lines())
                    .containsExactly("pull of vda of web1: cancelled: it was asked to end", "isig", "icanon", "echo");
        }
        assertThat(virsh("blockjob", "web1", "vda")).doesNotContain("Block Pull");
        assertThat(virsh("domstate", "web1")).isEqualTo("running");
    }

    @Test
    void ctrlCLetsGoOfAJobThatIsWatched() throws Exception {
        virsh("snapshot-create-as", "web1", "watched", "--disk-only", "--no-metadata");
        Path ref = lab.folder().resolve("ref");
        String start = "guestwire disk pull web1 vda --bandwidth 1M --background > " + ref + "; ";
        String line = "guestwire job watch $(cat " + ref + ")";
        try (RunningCommand watch = guestwire(WIDTH, start + line + ASK_TERMINAL)) {
            watch.await("/s");
            watch.type(CTRL_C);
            assertThat(watch.exit()).as(watch.output()).isEqualTo(130);
            assertThat(shown(watch, WIDTH).lines())
                    .containsExactly(
                            "block pull of vda of web1: goes on",
                            "  only the watching ended",
                            "  guestwire disk cancel web1 vda cancels it",
                            "isig",
                            "icanon",
                            "echo");
        }
        assertThat(virsh("blockjob", "web1", "vda")).contains("Block Pull");
        try (RunningCommand watch = guestwire(WIDTH, line + " --cancel-on-interrupt")) {
            watch.await("/s");
            watch.type(CTRL_C);
            assertThat(watch.exit()).as(watch.output()).isEqualTo(130);
            assertThat(shown(watch, WIDTH).lines())
                    .containsExactly("block pull of vda of web1: cancelled: it was asked to end");
        }
        assertThat(virsh("blockjob", "web1", "vda")).doesNotContain("Block Pull");
    }

    @Test
    void ctrlCEndsAMigrationAndTheGuestStays() throws Exception {
        String line =
                "guestwire migrate web1 '" + other.qemuUri() + "' --migrateuri tcp://127.0.0.1 --bandwidth 1 --unsafe";
        try (RunningCommand move = guestwire(WIDTH, line)) {
            move.await("copying, ");
            assertThat(virsh("domjobinfo", "web1")).containsPattern("Operation: +Outgoing migration");
            move.type(CTRL_C);
            assertThat(move.exit()).as(move.output()).isEqualTo(130);
            List<String> lines = shown(move, WIDTH).lines();
            assertThat(lines).first().isEqualTo("migration of web1: cancelled");
            assertThat(lines).anyMatch(part -> part.startsWith("  at the source the guest is running"));
            assertThat(lines).last().isEqualTo("  at the destination not there");
            assertThat(String.join("\n", lines)).doesNotContain("; ", "█");
        }
        assertThat(virsh("domstate", "web1")).isEqualTo("running");
        assertThat(virsh("domjobinfo", "web1")).containsPattern("Job type: +None");
        assertThat(Side.virsh(other, "list", "--all", "--name")).isEmpty();
    }

    @Test
    void editAsksAndIsRefusedWhenTheGuestChangedMeanwhile() throws Exception {
        String crash = "EDITOR=\"sed -i s,on_crash.destroy,on_crash\\>restart,\" guestwire edit cold";
        try (RunningCommand edit =
                guestwire(WIDTH, "EDITOR=true guestwire edit cold && EDITOR=false guestwire edit cold")) {
            assertThat(edit.exit()).as(edit.output()).isEqualTo(1);
            assertThat(shown(edit, WIDTH).lines())
                    .startsWith(
                            "cold: not changed",
                            "guestwire edit: the editor (false) ended with 1; nothing was changed");
        }
        try (RunningCommand edit = guestwire(WIDTH, crash)) {
            assertThat(edit.await("[y/N] ")).contains("on_crash: 'destroy' became 'restart'");
            edit.typeLine("n");
            assertThat(edit.exit()).as(edit.output()).isZero();
            assertThat(shown(edit, WIDTH).lines()).last().isEqualTo("cold: not changed");
        }
        try (RunningCommand edit = guestwire(WIDTH, crash)) {
            edit.await("[y/N] ");
            virsh("desc", "cold", "--config", "of somebody else");
            edit.typeLine("y");
            assertThat(edit.exit()).as(edit.output()).isEqualTo(1);
            assertThat(edit.output()).contains("someone else has changed guest cold meanwhile");
        }
        try (RunningCommand edit = guestwire(WIDTH, crash)) {
            edit.await("[y/N] ");
            edit.typeLine("yes");
            assertThat(edit.exit()).as(edit.output()).isZero();
            assertThat(shown(edit, WIDTH).lines()).last().isEqualTo("cold: edited");
        }
        assertThat(virsh("dumpxml", "cold")).contains("<on_crash>restart</on_crash>", "of somebody else");
    }

    @Test
    void aPasswordIsNeitherShownNorListed() throws Exception {
        String line = "guestwire secret set-value " + SECRET + ASK_TERMINAL;
        try (RunningCommand ask = guestwire(WIDTH, line)) {
            ask.await("value of " + SECRET + ": ");
            ask.typeLine("open sesame");
            ask.await("again: ");
            Path process = Path.of("/proc", Long.toString(ask.java().pid()));
            assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain("sesame");
            assertThat(Files.readString(process.resolve("environ"))).doesNotContain("sesame");
            ask.typeLine("open sesame");
            assertThat(ask.exit()).as(ask.output()).isZero();
            assertThat(ask.output()).doesNotContain("sesame").contains("value set", "\necho\r");
        }
        String value = virsh("secret-get-value", SECRET);
        assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .isEqualTo("open sesame");
        try (RunningCommand ask = guestwire(WIDTH, line)) {
            ask.await("value of " + SECRET + ": ");
            ask.typeLine("one");
            ask.await("again: ");
            ask.typeLine("two");
            assertThat(ask.exit()).isEqualTo(2);
            assertThat(ask.output()).contains("the two differ").contains("\necho\r");
        }
        try (RunningCommand ask = guestwire(WIDTH, line)) {
            ask.await("value of " + SECRET + ": ");
            ask.type(CTRL_C);
            assertThat(ask.exit()).isEqualTo(130);
            assertThat(ask.output()).contains("\necho\r");
        }
        assertThat(virsh("secret-get-value", SECRET)).isEqualTo(value);
    }

    @Test
    void topDrawsOverItselfAndTakesTheWindowsSize() throws Exception {
        try (RunningCommand top = guestwire(WIDTH, "guestwire top --every 0.2" + ASK_TERMINAL)) {
            top.await("web1");
            TerminalText screen = TerminalText.of(top.output(), WIDTH, HEIGHT);
            assertThat(screen.fullScreen()).isTrue();
            assertThat(screen.cursorShown()).isFalse();
            assertThat(screen.lines()).hasSize(3);
            assertThat(screen.lines().getFirst()).startsWith("1 guest, ");
            top.type('m');
            top.await("sort (m)");
            String terminal =
                    Path.of("/proc/" + top.java().pid() + "/fd/0").toRealPath().toString();
            assertThat(new ProcessBuilder("stty", "-F", terminal, "cols", "20")
                            .start()
                            .waitFor())
                    .isZero();
            top.await("\nweb1   running      \r");
            top.type('q');
            assertThat(top.exit()).as(top.output()).isZero();
            assertThat(shown(top, WIDTH).lines()).containsExactly("isig", "icanon", "echo");
            assertThat(top.output().split("\033\\[H\033\\[2J", -1))
                    .as("cleared once")
                    .hasSizeLessThan(3);
        }
        try (RunningCommand top = guestwire(WIDTH, "guestwire top" + ASK_TERMINAL)) {
            top.await("web1");
            top.type(CTRL_C);
            assertThat(top.exit()).isEqualTo(130);
            assertThat(shown(top, WIDTH).lines()).containsExactly("isig", "icanon", "echo");
        }
    }

    @Test
    void eventsAreFollowedUntilCtrlC() throws Exception {
        try (RunningCommand events = guestwire(WIDTH, "guestwire events --guest cold")) {
            String seen = "";
            for (int i = 0; !seen.contains("cold"); i++) {
                virsh("desc", "cold", "--config", "look " + i);
                seen = events.output();
            }
            events.type(CTRL_C);
            assertThat(events.exit()).isEqualTo(130);
            assertThat(shown(events, WIDTH).lines().getFirst()).contains("  cold  ");
        }
    }

    /** What is done to a command that runs. */
    @FunctionalInterface
    private interface Act {
        void on(RunningCommand command) throws Exception;
    }
}
