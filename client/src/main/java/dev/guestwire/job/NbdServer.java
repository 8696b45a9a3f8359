package dev.guestwire.job;

import dev.guestwire.rpc.asking.Demand;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where QEMU serves disks by the NBD protocol. Who can reach it can read them.
 *
 * @param socket a socket on the host's machine; empty: by TCP
 * @param host the host's name or address that it listens at
 * @param port the port; empty: the daemon chooses
 */
public record NbdServer(Optional<Path> socket, Optional<String> host, OptionalInt port) {
    /** {@return a server at a socket on the host's machine, which must not be there yet} */
    public static NbdServer unix(Path socket) {
        return new NbdServer(Optional.of(socket), Optional.empty(), OptionalInt.empty());
    }

    /** {@return a server at a TCP port} */
    public static NbdServer tcp(String host, int port) {
        return new NbdServer(Optional.empty(), Optional.of(host), OptionalInt.of(Demand.port(port)));
    }
}
