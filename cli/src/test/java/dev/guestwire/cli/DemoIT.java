package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./guestwire demo} as users and scripts see it, with real guests. */
class DemoIT {
    private static final char CTRL_C = 3;
    private static final String ESCAPE = "\033[";
    private static final String COLOUR = ESCAPE + "32m";
    private static final String ERASE = ESCAPE + "K";
    private static final String STARTED = "event: started (booted)";
    private static final Pattern DAEMON = Pattern.compile("process (\\d+), in");

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = RunFolder.create();
    }

    @AfterEach
    void removeFolder() throws IOException {
        folder.assertNothingIsLeft();
        folder.close();
    }

    @Test
    void throughAPipeItPrintsPlainLinesOfAllSteps() throws Exception {
        try (RunningCommand demo = RunningCommand.guestwire(folder, "demo")) {
            assertThat(demo.exit()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .doesNotContain(ESCAPE, "\r")
                    .containsSubsequence(
                            "private host", "guest image", "connect", "libvirt ", "event: defined (added)", "define")
                    .containsSubsequence(
                            "wait for the agent",
                            "running (booted), 192 MiB, 1 vCPU",
                            "event: suspended (paused)",
                            "event: resumed (unpaused)",
                            "read back",
                            "event: virtio-disk1 added",
                            "gone, by a device event",
                            "1 file system",
                            "the guest writes to overlay.qcow2",
                            "event: active commit of vda completed",
                            "copy.qcow2 is complete")
                    .containsSubsequence(
                            "another host",
                            "event: stopped (migrated)",
                            "it stood still for ",
                            "running (migrated)",
                            "event: stopped (shutdown)",
                            "event: undefined (removed)",
                            "stop and remove")
                    .containsPattern("in all +[0-9.]+ s");
        }
    }

    @Test
    void onATerminalOneLineMoves() throws Exception {
        try (RunningCommand demo = RunningCommand.guestwireOnTerminal(folder, "demo")) {
            assertThat(demo.exit()).as(demo.output()).isZero();
            assertThat(demo.output()).contains(COLOUR, "\r" + ERASE + "  ⠋", "in all");
        }
    }

    @Test
    void ctrlCInTheMiddleLeavesNothingAndNoColorIsObeyed() throws Exception {
        try (RunningCommand demo = RunningCommand.guestwireOnTerminal(folder, "demo", "NO_COLOR=1")) {
            demo.await(STARTED);
            demo.type(CTRL_C);
            assertThat(demo.exit()).as(demo.output()).isEqualTo(130);
            assertThat(demo.output())
                    .contains("ended by SIGINT", "nothing is left")
                    .doesNotContain("daemon's log", COLOUR);
        }
    }

    @Test
    void aSignalWhileTheHostStartsLeavesNothing() throws Exception {
        try (RunningCommand demo = RunningCommand.guestwire(folder, "demo")) {
            demo.await("A real guest");
            demo.signal("TERM");
            assertThat(demo.exit()).as(demo.output()).isEqualTo(143);
            assertThat(demo.output()).contains("ended by SIGTERM", "nothing is left");
        }
    }

    @Test
    void whatAKilledRunLeavesIsRemovedByTheNext() throws Exception {
        try (RunningCommand killed = RunningCommand.guestwire(folder, "demo")) {
            killed.await(STARTED);
            killed.signal("KILL");
            assertThat(killed.exit()).isEqualTo(137);
        }
        assertThat(folder.hosts()).hasSize(1);
        try (RunningCommand next = RunningCommand.guestwire(folder, "demo")) {
            next.await("in /tmp");
            assertThat(folder.hosts()).hasSize(1);
            next.signal("INT");
            assertThat(next.exit()).as(next.output()).isEqualTo(130);
        }
    }

    @Test
    void aFailedStepIsExplained() throws Exception {
        try (RunningCommand demo = RunningCommand.guestwire(folder, "demo")) {
            Matcher daemon = DAEMON.matcher(demo.await(STARTED));
            assertThat(daemon.find()).isTrue();
            ProcessHandle.of(Long.parseLong(daemon.group(1))).orElseThrow().destroyForcibly();
            assertThat(demo.exit()).as(demo.output()).isEqualTo(1);
            assertThat(demo.output())
                    .contains("the step \"", "\" failed: ", "guest: demo", "host: qemu+unix:///session?socket=")
                    .contains("what to do: ", "the daemon's log ends with:", "stop and remove");
        }
    }

    @Test
    void aMissingPartIsNamedWithItsPackage() throws Exception {
        try (RunningCommand demo = RunningCommand.start(
                folder,
                List.of("env", "GUESTWIRE_GUEST_KERNEL=/no/such/kernel", RunningCommand.ROOT + "/guestwire", "demo"))) {
            assertThat(demo.exit()).as(demo.output()).isEqualTo(3);
            assertThat(demo.output()).contains("GUESTWIRE_GUEST_KERNEL=/no/such/kernel", "apt-get install");
        }
    }
}
