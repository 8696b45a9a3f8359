package dev.guestwire.rpc;

import dev.guestwire.error.ConnectFailedException.Attempt;
import java.util.List;

/** What to do about sockets that cannot be connected to. */
final class SocketAdvice {
    static final String MISSING = "no such socket";
    static final String FORBIDDEN = "permission denied";
    static final String DEAD = "nobody listens there (connection refused)";

    private SocketAdvice() {}

    static String of(List<Attempt> attempts) {
        if (attempts.stream().anyMatch(attempt -> attempt.problem().equals(FORBIDDEN))) {
            return "the socket is there but this user may not use it. Join the group that owns it (often 'libvirt'), run as"
                    + " another user, or use a session daemon with /session";
        }
        if (attempts.stream().anyMatch(attempt -> attempt.problem().equals(DEAD))) {
            return "the socket is there but no daemon is behind it. Start libvirtd or virtqemud";
        }
        return "no daemon's socket was found. Start libvirtd or virtqemud, or name its socket with ?socket=/path";
    }
}
