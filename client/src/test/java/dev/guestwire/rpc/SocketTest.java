package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.transport.LibvirtUri;
import dev.guestwire.transport.SocketSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that nobody can connect to: what was tried, and what to do about it. */
@Timeout(240)
class SocketTest {
    @TempDir
    private Path folder;

    private static ConnectFailedException failure(String uri) throws Exception {
        return Caller.PLATFORM
                .start(() -> Lanes.open(LibvirtUri.parse(uri), Wire.deadline(SOON)))
                .failure(ConnectFailedException.class);
    }

    @Test
    void aMissingSocketIsNamed() throws Exception {
        Path socket = folder.resolve("libvirt-sock");
        ConnectFailedException failed = failure("qemu:///system?socket=" + socket);
        assertThat(failed)
                .hasMessageContaining("qemu:///system")
                .hasMessageContaining("no daemon's socket was found. Start libvirtd or virtqemud")
                .hasMessageContaining("?socket=/path")
                .hasMessageContaining("tried " + socket + ": no such socket");
    }

    @Test
    void everySocketThatWasTriedIsListed() throws Exception {
        Map<String, String> nowhere = Map.of("XDG_RUNTIME_DIR", folder.toString());
        SocketSearch search = new SocketSearch(nowhere, false);
        LibvirtUri uri = LibvirtUri.parse("qemu:///session");
        Dialing dialing = new Dialing(uri, Wire.deadline(SOON), search, end -> {});
        Lane lane = new Lane(LaneKind.QUICK, dialing);
        assertThatThrownBy(() -> lane.open(Deadline.of(SOON)))
                .isInstanceOfSatisfying(
                        ConnectFailedException.class,
                        failed -> assertThat(failed.attempts())
                                .extracting(ConnectFailedException.Attempt::address)
                                .containsExactly(folder + "/libvirt/virtqemud-sock", folder + "/libvirt/libvirt-sock"));
    }

    @Test
    void aSocketFileThatADeadDaemonLeftIsToldApart() throws Exception {
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            daemon.kill();
            assertThat(failure(daemon.uri()))
                    .hasMessageContaining("no daemon is behind it")
                    .hasMessageContaining("tried " + daemon.socket() + ": nobody listens there");
        }
    }

    @Test
    void aFileThatIsNoSocketIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no socket");
        assertThat(failure("qemu:///system?socket=" + file)).hasMessageContaining("tried " + file);
    }

    @Test
    void aPathTooLongForASocketIsToldAsThat() throws Exception {
        String path = folder + "/" + "x".repeat(108);
        assertThat(failure("qemu:///system?socket=" + path))
                .hasMessageContaining("too long")
                .hasMessageContaining("107 bytes");
    }

    @Test
    void aSocketOfOthersIsToldWithTheWayIn() throws Exception {
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            Files.setPosixFilePermissions(daemon.socket().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(daemon.socket(), PosixFilePermissions.fromString("---------"));
            String said = new UnprivilegedCaller(folder).connect(daemon.uri());
            assertThat(said)
                    .contains("ConnectFailedException")
                    .contains("this user may not use it. Join the group that owns it (often 'libvirt')")
                    .contains("tried " + daemon.socket() + ": permission denied");
            assertThat(daemon.connections()).isEmpty();
        }
    }

    @Test
    void aFolderThatOnlyOthersMayEnterIsNotTakenForAMissingSocket() throws Exception {
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            Files.setPosixFilePermissions(daemon.socket().getParent(), PosixFilePermissions.fromString("---------"));
            assertThat(new UnprivilegedCaller(folder).connect(daemon.uri()))
                    .contains("tried " + daemon.socket() + ": permission denied");
            Files.setPosixFilePermissions(daemon.socket().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu://host/system", "qemu+ssh://root@host/system", "qemu+tcp://host/system"})
    void remoteHostsAreBeyondThisReleaseButForwardingIsNot(String uri) throws Exception {
        assertThat(failure(uri))
                .hasMessageContaining("Unix sockets only")
                .hasMessageContaining("ssh -N -L")
                .hasMessageContaining("qemu+unix:///system?socket=");
    }
}
