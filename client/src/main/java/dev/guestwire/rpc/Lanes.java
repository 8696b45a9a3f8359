package dev.guestwire.rpc;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.rpc.turn.Listening;
import dev.guestwire.transport.LibvirtUri;
import dev.guestwire.transport.SocketSearch;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All connections to one daemon. The end of any one, but for its own reason, is the end of all. Thread-safe. */
public final class Lanes implements AutoCloseable {
    /** The deadline of calls that last as long as their job. */
    public static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final RpcOptions options;
    private final Dialing dialing;
    private final Lane quick;
    private final Lane lasting;
    private final Lane rescue;
    private final Lane events;
    private final Set<StreamLane<?>> streams = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable ConnectionEnd> end = new AtomicReference<>();
    private final List<Consumer<ConnectionEnd>> endListeners = new CopyOnWriteArrayList<>();

    private Lanes(LibvirtUri uri, RpcOptions options) {
        this.options = options;
        this.dialing = new Dialing(uri, options, SocketSearch.ofThisProcess(), this::end);
        this.quick = new Lane(LaneKind.QUICK, dialing);
        this.lasting = new Lane(LaneKind.LASTING, dialing);
        this.rescue = new Lane(LaneKind.RESCUE, dialing);
        this.events = new Lane(LaneKind.EVENTS, dialing);
    }

    /**
     * Connects: the first connection is opened now, the others when first needed.
     *
     * @throws dev.guestwire.error.LibvirtException if there is no daemon, or it does not let us in
     */
    public static Lanes open(LibvirtUri uri, RpcOptions options) {
        Lanes lanes = new Lanes(uri, options);
        try {
            Deadline deadline = Deadline.of(options.deadline());
            if (!lanes.quick.open(deadline)) {
                throw Requests.unanswered(new ConnectOpen(uri.nameForDaemon(), 0), false, deadline);
            }
            return lanes;
        } catch (RuntimeException | Error failed) {
            lanes.close();
            throw failed;
        }
    }

    /** Calls, with the deadline that the options have for such a call. */
    public <R extends XdrValue> R call(Call<R> call) {
        LaneKind kind = LaneKind.of(call);
        return call(lane(kind), call, kind == LaneKind.LASTING ? lasting(call) : options.deadline());
    }

    private Duration lasting(Call<?> call) {
        return LaneKind.isAwaitedByItsJob(call) ? FOR_EVER : options.lasting();
    }

    /** Calls, with a deadline. */
    public <R extends XdrValue> R call(Call<R> call, Duration deadline) {
        return call(lane(LaneKind.of(call)), call, deadline);
    }

    static <R extends XdrValue> R call(Lane lane, Call<R> call, Duration deadline) {
        Exchange exchange = Requests.exchange(call);
        if (Thread.currentThread().isInterrupted()) {
            throw new CallInterruptedException(call, false);
        }
        Deadline until = Deadline.of(deadline);
        open(lane, call, until);
        lane.submit(exchange);
        return Requests.result(lane, exchange, call, until);
    }

    static void open(Lane lane, Call<?> call, Deadline deadline) {
        try {
            if (lane.open(deadline)) {
                return;
            }
        } catch (LibvirtException failed) {
            if (!deadline.isOver() && !Thread.currentThread().isInterrupted()) {
                throw failed;
            }
        }
        throw Requests.unanswered(call, false, deadline);
    }

    /** {@return the answers to many calls in their order; some are always under way while the caller takes its time} */
    public <R extends XdrValue> Pipeline<R> callAll(Iterator<? extends Call<R>> calls) {
        return new Pipeline<>(quick, calls, options.deadline());
    }

    /**
     * Opens a byte stream on a connection of its own, which ends with the others but never ends them.
     *
     * @throws dev.guestwire.error.CallFailedException if the daemon refuses
     */
    public <R extends XdrValue> StreamLane<R> openStream(Call<R> call) {
        StreamLane<R> stream = new StreamLane<>(dialing, call, streams::remove);
        streams.add(stream);
        ConnectionEnd ended = end.get();
        if (ended != null) {
            stream.end(ended);
        }
        stream.open();
        return stream;
    }

    /** {@return a connection for events}; there can be one. */
    public EventLane openEvents(EventLane.Listener listener) {
        return openEvents(listener, deadline());
    }

    /** {@return a connection for events, opened before a deadline}; there can be one. */
    public EventLane openEvents(EventLane.Listener listener, Deadline deadline) {
        return new EventLane(events, dialing, listener, deadline);
    }

    /** {@return what a call has from now on that is not given a deadline} */
    public Deadline deadline() {
        return Deadline.of(options.deadline());
    }

    /** Says what to do when the connection is lost or closed; at once if it is already. */
    public void onEnd(Consumer<ConnectionEnd> listener) {
        endListeners.add(listener);
        ConnectionEnd ended = end.get();
        if (ended != null && endListeners.remove(listener)) {
            tell(listener, ended);
        }
    }

    /** {@return whether the connection has not ended, as far as is known} */
    public boolean isOpen() {
        return end.get() == null;
    }

    /** {@return the URI that they were opened by} */
    public String uri() {
        return dialing.uri();
    }

    /** {@return what the daemon said of its features and its URI when the first connection was opened} */
    public Greeting greeting() {
        return dialing.greeting();
    }

    private Lane lane(LaneKind kind) {
        return switch (kind) {
            case QUICK -> quick;
            case LASTING -> lasting;
            case RESCUE -> rescue;
            case EVENTS -> events;
            case STREAM -> throw new IllegalArgumentException("a stream has a lane of its own");
        };
    }

    private List<Lane> all() {
        return List.of(quick, lasting, rescue, events);
    }

    /** Ends all connections because of an error. */
    void fail(Throwable error) {
        end(ConnectionEnd.error(error));
    }

    private void end(ConnectionEnd reason) {
        if (end.compareAndSet(null, reason)) {
            endAll(reason);
        }
    }

    private void endAll(ConnectionEnd reason) {
        all().forEach(lane -> lane.end(reason));
        streams.forEach(stream -> stream.end(reason));
        for (Consumer<ConnectionEnd> listener : List.copyOf(endListeners)) {
            if (endListeners.remove(listener)) {
                tell(listener, reason);
            }
        }
    }

    private static void tell(Consumer<ConnectionEnd> listener, ConnectionEnd reason) {
        Listening.guard("the end of the connection", () -> listener.accept(reason));
    }

    /** Ends all connections. Calls under way fail. With a daemon that hangs it takes a second. */
    @Override
    public void close() {
        ConnectionEnd closed = ConnectionEnd.closed();
        if (!end.compareAndSet(null, closed)) {
            return;
        }
        all().forEach(lane -> lane.refuse(closed));
        Dialing.sayGoodbye(
                all().stream().flatMap(lane -> lane.connections().stream()).toList());
        endAll(closed);
    }

    /**
     * What the daemon said when a connection was opened.
     *
     * @param socket where it listens
     * @param keepAlive whether it answers pings
     * @param eventCallbacks whether its events name their registration
     * @param closeCallback whether it tells when it loses its own driver
     */
    public record Greeting(String socket, boolean keepAlive, boolean eventCallbacks, boolean closeCallback) {}
}
