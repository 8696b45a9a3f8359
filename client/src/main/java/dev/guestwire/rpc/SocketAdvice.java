package dev.guestwire.rpc;

import dev.guestwire.error.ConnectFailedException.Attempt;
import java.util.List;

/** What to do about sockets that cannot be connected to. */
final class SocketAdvice {
    static final String MISSING = "no such socket";
    static final String FORBIDDEN = "permission denied";
    static final String DEAD = "nobody listens there (connection refused)";

    static final String TOO_LONG = "the path is longer than a socket's may be (107 bytes)";

    static final String FULL = "the queue of connections that wait for the daemon is full";

    private SocketAdvice() {}

    static String of(List<Attempt> attempts) {
        if (attempts.stream().anyMatch(attempt -> attempt.problem().equals(FULL))) {
            return "a daemon's socket is there, but the daemon has taken no connection until the deadline, and the queue of those"
                    + " that wait for it is full. It hangs or is stopped: look at its process and its log, and restart it";
        }
        if (attempts.stream().anyMatch(attempt -> attempt.problem().equals(FORBIDDEN))) {
            return "the socket is there but this user may not use it. Join the group that owns it (often 'libvirt'), run as"
                    + " another user, or use a session daemon with /session";
        }
        if (attempts.stream().anyMatch(attempt -> attempt.problem().equals(DEAD))) {
            return "the socket is there but no daemon is behind it. Start libvirtd or virtqemud";
        }
        if (attempts.stream().anyMatch(attempt -> attempt.problem().equals(TOO_LONG))) {
            return "the socket's path is too long for this system. Give it a shorter one, for instance by a symbolic link"
                    + " to its folder";
        }
        if (attempts.stream().anyMatch(attempt -> !attempt.problem().equals(MISSING))) {
            return "the system refused the connection, for a reason that says nothing of the daemon: see what was tried";
        }
        return "no daemon's socket was found. Start libvirtd or virtqemud, or name its socket with ?socket=/path";
    }
}
