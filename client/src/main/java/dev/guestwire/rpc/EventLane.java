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
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The connection that events come over. The reader only queues them; one thread reads them from their bytes and hands
 * them to the listener, in the daemon's order. The queue is bounded: what finds it full is counted and told.
 */
public final class EventLane {

    private final Lane lane;
    private final RpcOptions options;
    private final Listener listener;
    private final EventQueue queue;
    private final Thread thread;

    EventLane(Lane lane, Dialing dialing, Listener listener) {
        this.lane = lane;
        this.options = dialing.options();
        this.listener = listener;
        this.queue = new EventQueue(options.eventQueue());
        this.thread = new Thread(this::deliver, "guestwire-events");
        thread.setDaemon(true);
        lane.add(dialing.dial(lane, Deadline.of(options.deadline()), new Sink()));
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

    /** Calls over this connection: for registrations, whose events come over the same. */
    public <R extends XdrValue> R call(Call<R> call) {
        return Lanes.call(lane, call, options.deadline());
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
                Log.LOG.log(Level.DEBUG, "a listener left its interrupt behind; the next one does not see it");
            }
            switch (item) {
                case EventQueue.Item.Message message -> read(message).ifPresent(this::tell);
                case EventQueue.Item.Lost lost -> guarded(() -> listener.overflow(lost.count()));
                case EventQueue.Item.End end -> {
                    guarded(() -> listener.ended(end.end()));
                    return;
                }
            }
        }
    }

    private void tell(Event event) {
        guarded(() -> listener.event(event));
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
            Log.LOG.log(Level.WARNING, "event " + header.procedure() + " is malformed", malformed);
            lane.connections().forEach(connection -> connection.end(ConnectionEnd.malformed(malformed)));
            return Optional.empty();
        }
        if (event == null) {
            Log.LOG.log(Level.DEBUG, "an event that this release does not know: {0}", header);
        }
        return Optional.ofNullable(event);
    }

    private static void guarded(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException | Error thrown) {
            Log.LOG.log(Level.WARNING, "a listener threw an exception", thrown);
        }
    }

    /** Loaded with the first message: to find a logger takes longer than to list guests. */
    private static final class Log {
        private static final System.Logger LOG = System.getLogger("dev.guestwire.rpc");
    }
}
