package dev.guestwire;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.rpc.Lanes;
import dev.guestwire.rpc.Reconnection;
import dev.guestwire.rpc.RpcOptions;
import dev.guestwire.transport.LibvirtUri;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a host is connected. Immutable: each method returns a new value.
 *
 * <pre>{@code
 * HostOptions.defaults().readOnly().deadline(Duration.ofSeconds(10))
 * }</pre>
 */
public final class HostOptions {
    private static final HostOptions DEFAULTS = new HostOptions(RpcOptions.defaults(), null);

    private final RpcOptions rpc;
    private final Reconnection.@Nullable Backoff backoff;

    private HostOptions(RpcOptions rpc, Reconnection.@Nullable Backoff backoff) {
        this.rpc = rpc;
        this.backoff = backoff;
    }

    /** {@return read and write, 60 s for a call, a ping after 5 s of silence, 5 pings, 10 000 waiting events} */
    public static HostOptions defaults() {
        return DEFAULTS;
    }

    /** {@return these options for a session that may only look} */
    public HostOptions readOnly() {
        return with(new RpcOptions(
                rpc.deadline(),
                rpc.keepAliveInterval(),
                rpc.keepAliveCount(),
                rpc.window(),
                true,
                rpc.eventQueue(),
                rpc.lasting()));
    }

    /**
     * {@return these options with a time that a call may take}
     *
     * <p>Calls that last as long as what they do, such as a start, or as a guest takes to answer, such as those of its agent, have
     * no deadline unless they are given one: see {@link #lastingDeadline}.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HostOptions deadline(Duration deadline) {
        requirePositive(deadline, "deadline");
        return with(new RpcOptions(
                deadline,
                rpc.keepAliveInterval(),
                rpc.keepAliveCount(),
                rpc.window(),
                rpc.readOnly(),
                rpc.eventQueue(),
                rpc.lasting()));
    }

    /**
     * {@return these options with a time that also those calls may take that last as long as what they do, or as a guest takes to
     * answer: starts, snapshots, changes of devices, all that is asked of an agent or of QEMU's monitor}
     *
     * <p>Saves, dumps, restores and migrations have none all the same: who waits for them says how long.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HostOptions lastingDeadline(Duration deadline) {
        requirePositive(deadline, "lasting deadline");
        return with(new RpcOptions(
                rpc.deadline(),
                rpc.keepAliveInterval(),
                rpc.keepAliveCount(),
                rpc.window(),
                rpc.readOnly(),
                rpc.eventQueue(),
                deadline));
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
        return with(new RpcOptions(
                rpc.deadline(), interval, count, rpc.window(), rpc.readOnly(), rpc.eventQueue(), rpc.lasting()));
    }

    /** {@return these options without pings: a daemon that is silent for good is noticed by calls' deadlines only} */
    public HostOptions withoutKeepAlive() {
        return with(new RpcOptions(
                rpc.deadline(),
                Duration.ZERO,
                rpc.keepAliveCount(),
                rpc.window(),
                rpc.readOnly(),
                rpc.eventQueue(),
                rpc.lasting()));
    }

    /**
     * {@return these options with a number of events that may wait for slow listeners; when more come, some are lost and a
     * {@link HostEvent.Resynced} says so}
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HostOptions eventQueue(int events) {
        requirePositive(events, "event queue");
        return with(new RpcOptions(
                rpc.deadline(),
                rpc.keepAliveInterval(),
                rpc.keepAliveCount(),
                rpc.window(),
                rpc.readOnly(),
                events,
                rpc.lasting()));
    }

    /** {@return these options for a host that connects again: after 0.2 s, then ever later up to 30 s, until it is closed} */
    public HostOptions reconnecting() {
        return reconnecting(Duration.ofMillis(200), Duration.ofSeconds(30), Integer.MAX_VALUE);
    }

    /**
     * {@return these options for a host that connects again when its connection is lost}
     *
     * <p>Calls under way fail, and calls made until then; nothing is repeated. Listeners hear
     * {@link HostEvent.ConnectionLost}, and {@link HostEvent.Resynced} when they are registered again.
     *
     * @param first the wait before the first attempt, later ones wait twice as long as the one before; each a bit less by chance
     * @param longest the longest wait
     * @param attempts how many attempts are made before it gives up with {@link HostEvent.ConnectionClosed}
     * @throws IllegalArgumentException if one of them is not positive
     */
    public HostOptions reconnecting(Duration first, Duration longest, int attempts) {
        requirePositive(first, "first wait");
        requirePositive(longest, "longest wait");
        requirePositive(attempts, "number of attempts");
        return new HostOptions(rpc, new Reconnection.Backoff(first, longest, attempts));
    }

    HostOptions notReconnecting() {
        return new HostOptions(rpc, null);
    }

    /** Connects to the host at a URI, which is parsed here so that a wrong one is told as an {@link InvalidInputException}. */
    Reconnection open(Supplier<LibvirtUri> parsing) {
        LibvirtUri uri;
        try {
            uri = parsing.get();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInputException(String.valueOf(wrong.getMessage()), wrong);
        }
        return Reconnection.open(() -> Lanes.open(uri, rpc), backoff);
    }

    /** {@return whether the session may only look} */
    public boolean isReadOnly() {
        return rpc.readOnly();
    }

    RpcOptions rpc() {
        return rpc;
    }

    Reconnection.@Nullable Backoff backoff() {
        return backoff;
    }

    private HostOptions with(RpcOptions changed) {
        return new HostOptions(changed, backoff);
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
                + ", event queue " + rpc.eventQueue()
                + (rpc.lasting().equals(Lanes.FOR_EVER) ? "" : ", lasting deadline " + rpc.lasting())
                + (backoff == null ? "" : ", reconnecting") + "]";
    }
}
