package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.ConnectFailedException.Attempt;
import dev.guestwire.transport.LibvirtUri;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is advised when no connection can be made. */
class SocketAdviceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            qemu:///system                  | Start libvirtd or virtqemud, or name its socket
            lxc:///system                   | Start libvirtd or virtlxcd, or name its socket
            xen:///system                   | Start libvirtd or virtxend, or name its socket
            ch:///system                    | Start libvirtd or virtchd, or name its socket
            network:///system               | Start libvirtd or virtnetworkd, or name its socket
            test+unix:///default            | Start libvirtd, or name its socket
            test:///default                 | lives inside libvirt's C library, without a daemon; over a socket libvirtd serves it: as test+unix:///default?socket=/path, for instance a private one that guestwire-testkit starts
            ""                              | Start libvirtd or the driver's own daemon, such as virtqemud, or name its socket
            """)
    void theDaemonOfTheDriverIsNamed(String uri, String advice) {
        LibvirtUri parsed = LibvirtUri.parse(uri);
        String given = SocketAdvice.of(List.of(new Attempt("/s", SocketAdvice.MISSING)), parsed);
        assertThat(given).startsWith("no daemon's socket was found").contains(advice);
        if (!uri.isEmpty() && !uri.startsWith("qemu")) {
            assertThat(given).doesNotContain("qemu");
        }
        assertThat(SocketAdvice.of(List.of(new Attempt("/s", SocketAdvice.DEAD)), parsed))
                .startsWith("the socket is there but no daemon is behind it. Start libvirtd");
    }

    /** What Linux says, and what is advised; the socket is not there, as those of daemons often are not that are tried first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Too many open files           | no further file can be opened
            Too many open files in system | no further file can be opened
            Cannot allocate memory        | short of memory
            No buffer space available     | short of memory
            No such file or directory     | no daemon's socket was found
            """)
    void troubleOfThisMachineIsNotTheDaemons(String said, String advice) {
        Path none = Path.of("/no/such/socket");
        String problem = Dialing.problem(none, new IOException(said));
        assertThat(SocketAdvice.of(
                        List.of(new Attempt("/no/such", SocketAdvice.MISSING), new Attempt(none.toString(), problem)),
                        LibvirtUri.parse("qemu:///system")))
                .contains(advice);
    }
}
