package dev.guestwire.rpc;

import dev.guestwire.error.ConnectFailedException.Attempt;
import dev.guestwire.transport.LibvirtUri;
import java.util.List;

/** What to do about sockets that cannot be connected to. */
final class SocketAdvice {
    static final String MISSING = "no such socket";
    static final String FORBIDDEN = "permission denied";
    static final String DEAD = "nobody listens there (connection refused)";

    static final String TOO_LONG = "the path is longer than a socket's may be (107 bytes)";

    static final String FULL = "the queue of connections that wait for the daemon is full";

    static final String NO_DESCRIPTOR = "this process, or the machine, has too many files open";

    static final String NO_MEMORY = "the machine is out of memory or buffers";

    private SocketAdvice() {}

    static String of(List<Attempt> attempts, LibvirtUri uri) {
        if (have(attempts, NO_DESCRIPTOR)) {
            return "no connection was tried, since no further file can be opened. Close hosts and files that are not needed, or"
                    + " raise the limit (ulimit -n, or LimitNOFILE of the service)";
        }
        if (have(attempts, NO_MEMORY)) {
            return "no connection was tried, since the machine is short of memory";
        }
        if (have(attempts, FULL)) {
            return "a daemon's socket is there, but the daemon has taken no connection until the deadline, and the queue of those"
                    + " that wait for it is full. It hangs or is stopped: look at its process and its log, and restart it";
        }
        if (have(attempts, FORBIDDEN)) {
            return "the socket is there but this user may not use it. Join the group that owns it (often 'libvirt'), run as"
                    + " another user, or use a session daemon with /session";
        }
        if (have(attempts, DEAD)) {
            return "the socket is there but no daemon is behind it. Start " + daemons(uri) + inside(uri);
        }
        if (have(attempts, TOO_LONG)) {
            return "the socket's path is too long for this system. Give it a shorter one, for instance by a symbolic link"
                    + " to its folder";
        }
        if (attempts.stream().anyMatch(attempt -> !attempt.problem().equals(MISSING))) {
            return "the system refused the connection, for a reason that says nothing of the daemon: see what was tried";
        }
        return "no daemon's socket was found. Start " + daemons(uri) + ", or name its socket with ?socket=/path"
                + inside(uri);
    }

    private static boolean have(List<Attempt> attempts, String problem) {
        return attempts.stream().anyMatch(attempt -> attempt.problem().equals(problem));
    }

    /** {@return the daemons that serve a driver} */
    private static String daemons(LibvirtUri uri) {
        return switch (uri.driver()) {
            case "", "remote" -> "libvirtd or the driver's own daemon, such as virtqemud";
            case "test" -> "libvirtd";
            default -> "libvirtd or virt" + uri.driver() + "d";
        };
    }

    /** libvirt's own tools have the test driver in their own process, if the URI names no transport. */
    private static String inside(LibvirtUri uri) {
        return uri.toString().startsWith("test:")
                ? ". For libvirt's own tools the test driver of this URI lives inside libvirt's C library, without a daemon;"
                        + " over a socket libvirtd serves it: as test+unix:///default?socket=/path, for instance a private one"
                        + " that guestwire-testkit starts"
                : "";
    }
}
