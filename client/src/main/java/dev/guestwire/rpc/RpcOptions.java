package dev.guestwire.rpc;

import java.time.Duration;

/**
 * How connections behave.
 *
 * @param deadline how long a call may take, unless it is one that lasts as long as its job
 * @param keepAliveInterval how long the daemon may be silent before it is pinged; zero for no pings
 * @param keepAliveCount how many pings may go unanswered
 * @param window how many calls may be under way on one connection; one less than the daemon's max_client_requests
 * @param readOnly whether the daemon is asked for a session that may only look
 * @param eventQueue how many events may wait for their listeners
 * @param lasting how long a call may take that lasts as long as its job or as a guest takes to answer; those whose job has
 *     patience of its own, such as a migration, have no deadline all the same
 */
public record RpcOptions(
        Duration deadline,
        Duration keepAliveInterval,
        int keepAliveCount,
        int window,
        boolean readOnly,
        int eventQueue,
        Duration lasting) {
    /** Options without a deadline for calls that last. */
    public RpcOptions(
            Duration deadline,
            Duration keepAliveInterval,
            int keepAliveCount,
            int window,
            boolean readOnly,
            int eventQueue) {
        this(deadline, keepAliveInterval, keepAliveCount, window, readOnly, eventQueue, Lanes.FOR_EVER);
    }

    /** {@return what fits a daemon as it comes: its max_client_requests is 5} */
    public static RpcOptions defaults() {
        return new RpcOptions(Duration.ofSeconds(60), Duration.ofSeconds(5), 5, 4, false, 10_000);
    }
}
