package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.HostOptions;
import dev.guestwire.RunningGuest;
import dev.guestwire.testkit.Lab;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Two private hosts that share the disk of one guest, which is at either. */
final class TwoHosts implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final HostOptions STUBBORN =
            HostOptions.defaults().reconnecting(Duration.ofMillis(20), Duration.ofMillis(200), Integer.MAX_VALUE);

    final Host left;
    final Host right;
    private final Lab leftLab;
    private final Lab rightLab;
    private final String name;

    private TwoHosts(Lab leftLab, Lab rightLab, String name) {
        this.leftLab = leftLab;
        this.rightLab = rightLab;
        this.name = name;
        this.left = Host.connect(leftLab.qemuUri(), STUBBORN);
        this.right = Host.connect(rightLab.qemuUri(), STUBBORN);
    }

    /** Boots a guest on the left host. */
    static TwoHosts boot(Lab left, Lab right, String name) throws InterruptedException {
        RunningGuest.boot(left, left.guest(name).qcow2Disk(16)).close();
        return new TwoHosts(left, right, name);
    }

    /** {@return the host that the guest is at} */
    Host here() {
        return isLeft() ? left : right;
    }

    /** {@return the host that it is not at} */
    Host there() {
        return isLeft() ? right : left;
    }

    /** Waits until the host that the guest is not at has connected again and cleared up. */
    void awaitNobodyThere() throws InterruptedException {
        Host there = there();
        assertThat(there.awaitConnection(PATIENCE)).isTrue();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (there.findGuest(name).isPresent()) {
            assertThat(System.nanoTime()).as("time left to clear up").isLessThan(until);
            there.states();
        }
    }

    Lab labThere() {
        return isLeft() ? rightLab : leftLab;
    }

    Lab labHere() {
        return isLeft() ? leftLab : rightLab;
    }

    private boolean isLeft() {
        return left.findGuest(name).filter(Guest::isActive).isPresent();
    }

    /** {@return the guest where it is} */
    Guest guest() {
        return here().guest(name);
    }

    MigrationRequest managed() {
        return shaped(guest().migration(there()));
    }

    MigrationRequest peerToPeer() {
        return shaped(guest().migration(labThere().qemuUri()).watching(there()));
    }

    private static MigrationRequest shaped(MigrationRequest request) {
        return request.live()
                .persistent()
                .undefineSource()
                .unsafe()
                .migrateUri("tcp://127.0.0.1")
                .listenAddress("127.0.0.1");
    }

    /** Has a shell of the guest start something that goes on. */
    void background(String script) {
        exec("(" + script + ") >/dev/null 2>&1 &");
    }

    /** {@return what a shell of the guest prints} */
    String shell(String script) {
        String path = "/tmp/out";
        exec("{ " + script + " ; } > " + path + ".new 2>&1; mv " + path + ".new " + path);
        String printed = "";
        while (printed.isEmpty()) {
            printed = read(path);
        }
        exec("rm " + path);
        return printed.strip();
    }

    private void exec(String script) {
        String words = List.of("-c", script).stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(","));
        command("{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/sh\",\"arg\":[" + words + "]}}");
    }

    private String read(String path) {
        String answer = command("{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/cat\",\"arg\":[\"" + path
                + "\"],\"capture-output\":true}}");
        String pid = found(answer, "\"pid\":([0-9]+)");
        String status = "";
        while (!status.contains("\"exited\":true")) {
            status = command("{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":" + pid + "}}");
        }
        String data = found(status, "\"out-data\":\"([^\"]*)\"");
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private String command(String json) {
        return guest().agent().command(json).orElse("");
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
