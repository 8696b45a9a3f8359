package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.PlainText;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the agent of a real guest, its screen and its keyboard; {@code virsh} beside it. The last test reboots it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealAgentTest {
    private static final Pattern INTERRUPTS = Pattern.compile("NMI: +(\\d+)");

    private static final Path HOSTILE_AGENT = Path.of("src/test/resources/hostile-agent.sh");

    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void boot() throws Exception {
        String xml = lab.guest("web1")
                .qcow2Disk(64)
                .device("<video><model type='vga'/></video>")
                .create()
                .xml();
        try (Host host = Host.connect(lab.qemuUri())) {
            var guest = host.define(xml);
            guest.start();
            guest.agent().awaitConnected(Duration.ofMinutes(4));
        }
    }

    /** The host stands first: all words after {@code --} are the guest's. */
    private static Run run(String... words) {
        return Run.of(
                Stream.concat(Stream.of("-c", lab.qemuUri()), Stream.of(words)).toArray(String[]::new));
    }

    private static String virsh(String... words) throws Exception {
        return Side.virsh(lab, words);
    }

    @Test
    void aProgramRunsInTheGuest() throws Exception {
        Run failed = run("agent", "exec", "web1", "--json", "--", "sh", "-c", "echo out; echo err >&2; exit 3");
        assertThat(failed.code()).isEqualTo(3);
        assertThat(failed.out())
                .containsPattern("\"pid\":\\d+,\"exitCode\":3,\"signal\":null,\"output\":\"out\\\\n\","
                        + "\"error\":\"err\\\\n\",\"truncated\":false}");
        Run killed = run("agent", "exec", "web1", "--json", "--", "sh", "-c", "kill -9 $$");
        assertThat(killed.code()).isEqualTo(137);
        assertThat(killed.out()).contains("\"exitCode\":null,\"signal\":9");
        Path input = Files.writeString(folder.resolve("in"), "hello");
        assertThat(run("agent", "exec", "web1", "--json", "--input", input.toString(), "--", "tr", "a-z", "A-Z")
                        .ok()
                        .out())
                .contains("\"output\":\"HELLO\"");
        assertThat(run("agent", "exec", "web1", "--json", "--env", "A=1 2", "--", "/bin/sh", "-c", "echo \"$A\"")
                        .ok()
                        .out())
                .contains("\"output\":\"1 2\\n\"");
        Run unset = run("agent", "exec", "web1", "--env", "GUESTWIRE_NO_SUCH", "--", "true");
        assertThat(unset.code()).isEqualTo(ExitCode.USAGE);
        Run missing = run("agent", "exec", "web1", "--", "/no/such");
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.error()).contains("guest-exec", "/no/such");
    }

    @Test
    void aProgramGoesOnInTheGuest() {
        String pid = run("agent", "exec", "web1", "--no-wait", "--", "sh", "-c", "sleep 1; exit 7")
                .ok()
                .out()
                .strip();
        assertThat(run("agent", "wait", "web1", pid).code()).isEqualTo(7);
        Run again = run("agent", "wait", "web1", pid);
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        Run late = run("agent", "exec", "web1", "--timeout", "3", "--", "sleep", "300");
        assertThat(late.code()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(late.error()).containsPattern("process \\d+ goes on in guest web1");
        assertThat(late.error()).containsPattern("next: guestwire agent wait web1 \\d+ waits for it");
    }

    @Test
    void theAgentSaysTheSameToVirsh() throws Exception {
        String ping = "{\"execute\":\"guest-get-osinfo\"}";
        assertThat(run("agent", "command", "web1", ping).ok().out().strip())
                .isEqualTo(virsh("qemu-agent-command", "web1", ping));
        assertThat(run("agent", "command", "web1", "{\"execute\":\"no-such\"}").code())
                .isEqualTo(ExitCode.FAILED);
        assertThat(run("agent", "hostname", "web1").ok().out().strip())
                .isEqualTo(virsh("domhostname", "web1", "--source", "agent"));
        assertThat(run("agent", "timezone", "web1", "--json").ok().out())
                .contains("\"timezone\":\"UTC\",\"offsetSeconds\":0.0}");
        assertThat(virsh("guestinfo", "web1", "--timezone")).contains("UTC");
        assertThat(run("agent", "disks", "web1", "--json").ok().out())
                .contains("{\"name\":\"/dev/vda\",\"partition\":false,\"disk\":\"vda\",");
        assertThat(virsh("guestinfo", "web1", "--disk")).contains("/dev/vda");
        assertThat(run("agent", "users", "web1").ok().lines()).containsExactly("User  Domain  Login");
        assertThat(run("agent", "vcpus", "web1", "--json").ok().out()).contains(vcpusAccordingToVirsh());
        assertThat(run("agent", "trim", "web1").ok().out()).isEqualTo("web1: file systems trimmed\n");
        assertThat(run("agent", "timeout", "web1", "7").ok().out())
                .isEqualTo("web1: the daemon waits for its agent: 7 s\n");
        assertThat(run("agent", "timeout", "web1", "soon").code()).isEqualTo(ExitCode.USAGE);
        run("agent", "timeout", "web1", "default").ok();
    }

    /** Which there are depends on the guest's kernel and on the agent. */
    private static String vcpusAccordingToVirsh() throws Exception {
        Map<String, String> told = virsh("guestvcpus", "web1")
                .lines()
                .map(line -> line.split(" *: *", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0].strip(), words -> words[1].strip()));
        return "\"vcpus\":\"" + told.get("vcpus") + "\",\"online\":\"" + told.get("online") + "\"";
    }

    @Test
    void keysOfSsh() throws Exception {
        Path file = Files.writeString(folder.resolve("k.pub"), "# mine\nssh-ed25519 AAAA me@here\n");
        assertThat(run("agent", "keys", "add", "web1", "root", file.toString())
                        .ok()
                        .out())
                .isEqualTo("web1: 1 key may log in as root\n");
        assertThat(run("agent", "keys", "list", "web1", "root").ok().out()).isEqualTo("ssh-ed25519 AAAA me@here\n");
        assertThat(virsh("get-user-sshkeys", "web1", "root")).isEqualTo("ssh-ed25519 AAAA me@here");
        assertThat(run("agent", "keys", "remove", "web1", "root", file.toString())
                        .ok()
                        .out())
                .isEqualTo("web1: 1 key may log in as root no more\n");
        assertThat(virsh("get-user-sshkeys", "web1", "root")).isEmpty();
        Files.writeString(file, "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        Run secret = run("agent", "keys", "add", "web1", "root", file.toString());
        assertThat(secret.code()).isEqualTo(ExitCode.USAGE);
        assertThat(secret.error()).contains("holds a private key; it was not sent");
    }

    @Test
    void aPictureOfTheScreen() throws Exception {
        Path file = folder.resolve("web1.png");
        String[] words = {"screenshot", "web1", file.toString(), "--json"};
        assertThat(run(words).ok().out())
                .matches("\\{\"guest\":\"web1\",\"uuid\":\"[^\"]+\",\"file\":\"" + file
                        + "\",\"type\":\"image/[a-z-]+\",\"sizeBytes\":" + Files.size(file) + "}\n");
        assertThat(Files.size(file)).isPositive();
        Run again = run(words);
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.error()).contains("is there already", "next: --force writes over it");
        assertThat(run("screenshot", "web1", file.toString(), "--force").ok().out())
                .startsWith("web1: screenshot in " + file + ", image/");
        assertThat(run("screenshot", "web1", folder.resolve("7.png").toString(), "--screen", "7")
                        .code())
                .isEqualTo(ExitCode.WRONG_STATE);
        assertThat(run("screenshot", "web1", folder.resolve("no/where").toString())
                        .error())
                .contains("there is no folder");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void anInterrupt() {
        int before = interrupts();
        assertThat(run("inject-nmi", "web1").ok().out()).isEqualTo("web1: NMI injected\n");
        assertThat(interrupts()).isEqualTo(before + 1);
    }

    private static int interrupts() {
        Matcher count =
                INTERRUPTS.matcher(run("agent", "exec", "web1", "--json", "--", "grep", "NMI", "/proc/interrupts")
                        .ok()
                        .out());
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }

    @Test
    void keysThatThereAreNot() {
        Run near = run("send-key", "web1", "KEY_ENTRE");
        assertThat(near.code()).isEqualTo(ExitCode.USAGE);
        assertThat(near.error()).contains("there is no key 'KEY_ENTRE'", "did you mean ENTER?");
        assertThat(run("send-key", "web1", "a", "--codeset", "usb").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run(Stream.concat(
                                        Stream.of("send-key", "web1"),
                                        List.of("1".repeat(17).split("")).stream())
                                .toArray(String[]::new))
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    private static void takeTheAgentsPlace() throws Exception {
        CountDownLatch inItsPlace = new CountDownLatch(1);
        try (Host host = Host.connect(lab.qemuUri())) {
            host.onEvent(GuestEvent.AgentChanged.class, event -> {
                if (event.state().is(GuestEvent.ChannelState.CONNECTED)) {
                    inItsPlace.countDown();
                }
            });
            run("agent", "exec", "web1", "--no-wait", "--", "sh", "-c", Files.readString(HOSTILE_AGENT))
                    .ok();
            assertThat(inItsPlace.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Whoever has root in a guest can put any program where the agent was. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void anAgentThatIsAScriptCannotActOnTheTerminal() throws Exception {
        takeTheAgentsPlace();
        int heard = 0;
        for (String verb : List.of(
                "hostname",
                "info",
                "users",
                "addresses",
                "filesystems",
                "disks",
                "timezone",
                "ping",
                "time",
                "vcpus",
                "thaw",
                "trim",
                "freeze")) {
            for (String json : List.of("", "--json")) {
                Run run = run(Stream.of("agent", verb, "web1", json)
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new));
                String said = run.out() + run.error();
                heard += said.contains("evil") ? 1 : 0;
                assertThat(said.chars()
                                .filter(c -> c != '\n' && PlainText.acts((char) c))
                                .toArray())
                        .as("agent %s %s: %s", verb, json, said)
                        .isEmpty();
                assertThat(said.lines()).as(verb).noneMatch(line -> line.strip().startsWith("next: run this"));
            }
        }
        assertThat(heard).as("answers that told what the agent said").isGreaterThan(8);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void threeKeysRebootTheGuest() throws Exception {
        CountDownLatch rebooted = new CountDownLatch(1);
        try (Host host = Host.connect(lab.qemuUri())) {
            host.onEvent(GuestEvent.Rebooted.class, event -> rebooted.countDown());
            assertThat(run("send-key", "web1", "ctrl-alt-del", "--json").ok().out())
                    .endsWith("\"keys\":[29,56,111],\"result\":\"keys pressed: ctrl-alt-del\"}\n");
            assertThat(rebooted.await(4, TimeUnit.MINUTES)).isTrue();
        }
    }
}
