package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a Java process leaves that ends without closing its host. */
class AbandonedLabTest {
    @Test
    void theNextStartRemovesWhatAKilledProcessLeft() throws Exception {
        Process child = child();
        HostFolder left = startedBy(child);
        List<LabProcess> processes = LabProcesses.of(left);
        assertThat(processes).hasSize(2);
        child.destroyForcibly().waitFor();
        assertThat(processes).allMatch(LabProcess::isAlive);

        Lab.start().close();

        assertThat(processes).noneMatch(LabProcess::isAlive);
        assertThat(left.path()).doesNotExist();
    }

    @Test
    void anInterruptedProcessLeavesNothing() throws Exception {
        Process child = child();
        HostFolder left = startedBy(child);
        List<LabProcess> processes = LabProcesses.of(left);
        child.destroy();
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(processes).hasSize(2).noneMatch(LabProcess::isAlive);
        assertThat(left.path()).doesNotExist();
    }

    @Test
    void aHostOfALivingProcessIsLeftAlone() throws Exception {
        Process child = child();
        HostFolder living = startedBy(child);
        Lab.start().close();
        assertThat(LabProcesses.of(living)).hasSize(2);
        child.destroy();
        child.waitFor();
    }

    private static Process child() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoner.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static HostFolder startedBy(Process child) throws IOException {
        BufferedReader output = child.inputReader(StandardCharsets.UTF_8);
        return new HostFolder(Path.of(output.readLine()), DaemonUser.choose());
    }

    /** Starts a host with a guest, prints its folder, and never ends by itself. */
    static final class Abandoner {
        private Abandoner() {}

        public static void main(String[] arguments) throws InterruptedException {
            Lab lab = Lab.start();
            Virsh virsh = new Virsh(lab);
            virsh.define(lab.guest("orphan").memory(128).create());
            virsh.run("start", "orphan");
            System.out.println(lab.folder());
            Thread.currentThread().join();
        }
    }
}
