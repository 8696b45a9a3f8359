package dev.guestwire.rpc;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.XdrReader;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.qemu.QemuProgram;
import dev.guestwire.protocol.remote.RemoteProgram;
import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.rpc.turn.Listening;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * The connection that events come over. The reader only queues them; one thread reads them from their bytes and hands
 * them to the listener, in the daemon's order. The queue is bounded: what finds it full is counted and told.
 */
public final class EventLane {
    private static final Journal LOG = new Journal("dev.guestwire.rpc");

    private final Lane lane;
    private final RpcOptions options;
    private final Listener listener;
    private final EventQueue queue;
    private final Thread thread;

    EventLane(Lane lane, Dialing dialing, Listener listener, Deadline deadline) {
        this.lane = lane;
        this.options = dialing.options();
        this.listener = listener;
        this.queue = new EventQueue(options.eventQueue());
        this.thread = Listening.deliverer(this::deliver);
        lane.add(dialing.dial(lane, deadline, new Sink()));
        thread.start();
    }

    /** Hears events, on the thread for events, one after another. It may call the daemon. */
    public interface Listener {
        /** An event came. */
        void event(Event event);

        /** The queue was full: so many events that came after the last one delivered were not kept. */
        void overflow(int count);

        /** No more will come. */
        void ended(ConnectionEnd end);
    }

    /** Calls over this connection, as {@link Lanes#call(Call)} does over others. */
    public <R extends XdrValue> R call(Call<R> call) {
        return Lanes.call(lane, call, options.deadline());
    }

    /**
     * Calls over this connection to register for events, which come over the same, or not to be told of them any more. The daemon
     * answers from what it holds, so many such calls may be under way: all are answered in the time of one. There is no deadline,
     * since a registration whose answer was given up could never be taken back: whoever has a deadline lets another thread call.
     */
    public <R extends XdrValue> R register(Call<R> call) {
        List<RpcConnection> open = lane.connections();
        return open.isEmpty() || !open.getFirst().hasPlace()
                ? Lanes.call(lane, call, Lanes.FOR_EVER)
                : open.getFirst().callDirectly(call, Deadline.of(Lanes.FOR_EVER));
    }

    /** {@return whether the current thread is the one that delivers} */
    public boolean isDelivering() {
        return Thread.currentThread() == thread;
    }

    private final class Sink implements RpcConnection.Sink {
        @Override
        public void message(PacketHeader header, byte[] packet) {
            queue.add(header, packet);
        }

        @Override
        public void ended(ConnectionEnd end) {
            queue.end(end);
        }
    }

    private void deliver() {
        while (true) {
            EventQueue.Item item = queue.take();
            if (Thread.interrupted()) {
                LOG.log(Level.DEBUG, "a listener left its interrupt behind; the next event does not see it");
            }
            Listening.guard("an event", () -> hand(item));
            if (item instanceof EventQueue.Item.End) {
                return;
            }
        }
    }

    private void hand(EventQueue.Item item) {
        switch (item) {
            case EventQueue.Item.Message message -> read(message).ifPresent(listener::event);
            case EventQueue.Item.Lost lost -> listener.overflow(lost.count());
            case EventQueue.Item.End end -> listener.ended(end.end());
        }
    }

    /** Reads an event. One that is malformed ends its connection: who knows what else the daemon says of it. */
    private Optional<Event> read(EventQueue.Item.Message message) {
        PacketHeader header = message.header();
        XdrReader in = new XdrReader(message.packet(), PacketHeader.SIZE, message.packet().length);
        Event event = null;
        try {
            if (header.program() == Program.REMOTE.id()) {
                event = RemoteProgram.readEvent(header.procedure(), in);
            } else if (header.program() == Program.QEMU.id()) {
                event = QemuProgram.readEvent(header.procedure(), in);
            }
        } catch (MalformedXdrException malformed) {
            lane.connections().forEach(connection -> connection.end(ConnectionEnd.malformed(malformed)));
            LOG.log(Level.WARNING, "event " + header.procedure() + " is malformed", malformed);
            return Optional.empty();
        }
        if (event == null) {
            LOG.log(Level.DEBUG, "an event that this release does not know: {0}", header);
        }
        return Optional.ofNullable(event);
    }
}
