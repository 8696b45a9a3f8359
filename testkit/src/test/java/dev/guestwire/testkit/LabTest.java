package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.testkit.error.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabTest {
    private final Lab lab = Lab.start();
    private final Virsh virsh = new Virsh(lab);

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void bothDriversAnswerOnTheSocket() {
        assertThat(virsh.run("uri")).contains("/session");
        assertThat(new Virsh(lab.testUri()).run("list", "--name")).isEqualTo("test");
    }

    @Test
    void everySocketPathHasRoom() {
        assertThat(lab.socket().toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(108);
    }

    @Test
    void eachHostHasItsOwnIdentity() {
        try (Lab other = Lab.start()) {
            assertThat(new Virsh(other).run("capabilities").lines().filter(line -> line.contains("<uuid>")))
                    .doesNotContainAnyElementsOf(virsh.run("capabilities")
                            .lines()
                            .filter(line -> line.contains("<uuid>"))
                            .toList());
        }
    }

    @Test
    void aWrongSettingFailsWithTheDaemonsWords() {
        assertThatThrownBy(() -> Lab.builder().setting("max_clients", "many").start())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("max_clients");
    }

    @Test
    void aSettingReachesTheDaemon() throws IOException {
        try (Lab other = Lab.builder().setting("max_client_requests", 17).start()) {
            assertThat(Files.readString(other.folder().resolve("daemon.conf"))).contains("max_client_requests = 17");
            assertThat(new Virsh(other).run("version")).contains("QEMU");
        }
    }

    @Test
    void aKilledDaemonComesBackWithItsGuests() {
        try (Lab own = Lab.start()) {
            Virsh client = new Virsh(own);
            LabGuest guest = own.guest("survivor").memory(128).create();
            client.define(guest);
            client.run("start", "survivor");
            LabProcess qemu = own.qemu("survivor");
            LabProcess first = own.daemon();

            first.kill();
            assertThat(qemu.isAlive()).isTrue();
            own.restart();

            assertThat(own.daemon()).isNotEqualTo(first);
            assertThat(client.run("domstate", "survivor")).isEqualTo("running");
            own.close();
            assertThat(qemu.isAlive()).isFalse();
            assertThat(own.folder()).doesNotExist();
        }
    }

    @Test
    void aPausedDaemonAnswersWhenResumed() throws Exception {
        try (Lab own = Lab.start()) {
            new Virsh(own).run("version");
            own.daemon().pause();
            Process client = new ProcessBuilder("virsh", "-c", own.testUri(), "list").start();
            assertThat(client.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
            own.daemon().resume();
            assertThat(client.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).isZero();
        }
    }

    @Test
    void aPausedDaemonAndAPausedGuestAreClosedAllTheSame() throws IOException {
        Lab own = Lab.start();
        new Virsh(own).define(own.guest("stuck").memory(128).create());
        new Virsh(own).run("start", "stuck");
        LabProcess qemu = own.qemu("stuck");
        qemu.pause();
        own.daemon().pause();
        own.close();
        assertThat(qemu.isAlive()).isFalse();
        assertThat(LabProcesses.of(own.hostFolder())).isEmpty();
        assertThat(own.folder()).doesNotExist();
    }

    @Test
    void aGuestThatDoesNotRunHasNoProcess() {
        assertThatThrownBy(() -> lab.qemu("nobody"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void aNameThatIsNoFileNameIsRefused() {
        assertThatThrownBy(() -> lab.guest("../x")).hasMessageContaining("../x");
    }
}
