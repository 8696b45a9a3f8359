package dev.guestwire;

import dev.guestwire.rpc.RpcOptions;
import java.time.Duration;

/**
 * How a host is connected. Immutable: each method returns a new value.
 *
 * <pre>{@code
 * HostOptions.defaults().readOnly().deadline(Duration.ofSeconds(10))
 * }</pre>
 */
public final class HostOptions {
    private static final HostOptions DEFAULTS = new HostOptions(RpcOptions.defaults());

    private final RpcOptions rpc;

    private HostOptions(RpcOptions rpc) {
        this.rpc = rpc;
    }

    /** {@return read and write, 60 s for a call, a ping after 5 s of silence, 5 pings, 10 000 waiting events} */
    public static HostOptions defaults() {
        return DEFAULTS;
    }

    /** {@return these options for a session that may only look} */
    public HostOptions readOnly() {
        return new HostOptions(new RpcOptions(
                rpc.deadline(), rpc.keepAliveInterval(), rpc.keepAliveCount(), rpc.window(), true, rpc.eventQueue()));
    }

    /**
     * {@return these options with a time that a call may take}
     *
     * <p>Calls that last as long as their job, such as a migration, have no deadline unless they are given one.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HostOptions deadline(Duration deadline) {
        requirePositive(deadline, "deadline");
        return new HostOptions(new RpcOptions(
                deadline,
                rpc.keepAliveInterval(),
                rpc.keepAliveCount(),
                rpc.window(),
                rpc.readOnly(),
                rpc.eventQueue()));
    }

    /**
     * {@return these options with pings: after {@code interval} of silence the daemon is pinged, and after {@code count}
     * pings without an answer the connection counts as lost}
     *
     * @throws IllegalArgumentException if one of the two is not positive
     */
    public HostOptions keepAlive(Duration interval, int count) {
        requirePositive(interval, "keepalive interval");
        requirePositive(count, "keepalive count");
        return new HostOptions(
                new RpcOptions(rpc.deadline(), interval, count, rpc.window(), rpc.readOnly(), rpc.eventQueue()));
    }

    /** {@return these options without pings: a daemon that is silent for good is noticed by calls' deadlines only} */
    public HostOptions withoutKeepAlive() {
        return new HostOptions(new RpcOptions(
                rpc.deadline(), Duration.ZERO, rpc.keepAliveCount(), rpc.window(), rpc.readOnly(), rpc.eventQueue()));
    }

    /**
     * {@return these options with a number of events that may wait for slow listeners; when more come, some are lost and a
     * {@link HostEvent.Resynced} says so}
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HostOptions eventQueue(int events) {
        requirePositive(events, "event queue");
        return new HostOptions(new RpcOptions(
                rpc.deadline(), rpc.keepAliveInterval(), rpc.keepAliveCount(), rpc.window(), rpc.readOnly(), events));
    }

    /** {@return whether the session may only look} */
    public boolean isReadOnly() {
        return rpc.readOnly();
    }

    RpcOptions rpc() {
        return rpc;
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("The " + name + " must be positive: " + value);
        }
    }

    private static void requirePositive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException("The " + name + " must be positive: " + value);
        }
    }

    /** {@return the options in words; there is no secret in them} */
    @Override
    public String toString() {
        return "HostOptions[" + (rpc.readOnly() ? "read-only, " : "") + "deadline " + rpc.deadline() + ", keepalive "
                + (rpc.keepAliveInterval().isZero() ? "off" : rpc.keepAliveInterval() + " x " + rpc.keepAliveCount())
                + ", event queue " + rpc.eventQueue() + "]";
    }
}
