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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connection that events come over. The reader only queues them; one thread reads them from their bytes and hands
 * them to the listener, in the daemon's order. The queue is bounded: what finds it full is counted and told.
 */
public final class EventLane {
    private static final System.Logger LOG = System.getLogger("dev.guestwire.rpc");

    private final Lane lane;
    private final RpcOptions options;
    private final Listener listener;
    private final BlockingQueue<Item> queue;
    private final AtomicInteger lost = new AtomicInteger();
    private final Thread thread;

    EventLane(Lane lane, Dialing dialing, Listener listener) {
        this.lane = lane;
        this.options = dialing.options();
        this.listener = listener;
        this.queue = new ArrayBlockingQueue<>(options.eventQueue());
        this.thread = new Thread(this::deliver, "guestwire-events");
        thread.setDaemon(true);
        lane.add(dialing.dial(lane, new Sink()));
        thread.start();
    }

    /** Hears events, on the thread for events, one after another. It may call the daemon. */
    public interface Listener {
        /** An event came. */
        void event(Event event);

        /** The queue was full: so many events were not kept since the last one delivered. */
        void overflow(int count);

        /** No more will come. */
        void ended(ConnectionEnd end);
    }

    private sealed interface Item {
        record Message(PacketHeader header, byte[] packet) implements Item {}

        record End(ConnectionEnd end) implements Item {}
    }

    /** Calls over this connection: for registrations, whose events come over the same. */
    public <R extends XdrValue> R call(Call<R> call) {
        return Lanes.call(lane, call, options.deadline());
    }

    /** {@return whether the current thread is the one that delivers} */
    public boolean isDelivering() {
        return Thread.currentThread() == thread;
    }

    private final class Sink implements RpcConnection.EventSink {
        @Override
        public void message(PacketHeader header, byte[] packet) {
            if (!queue.offer(new Item.Message(header, packet))) {
                lost.incrementAndGet();
            }
        }

        @Override
        public void ended(ConnectionEnd end) {
            Item last = new Item.End(end);
            while (!queue.offer(last)) {
                queue.poll();
                lost.incrementAndGet();
            }
        }
    }

    private void deliver() {
        try {
            while (true) {
                Item item = queue.take();
                tellOfLoss();
                switch (item) {
                    case Item.End end -> {
                        guarded(() -> listener.ended(end.end()));
                        return;
                    }
                    case Item.Message message -> {
                        Event event = read(message);
                        if (event != null) {
                            guarded(() -> listener.event(event));
                        }
                    }
                }
            }
        } catch (InterruptedException stopped) {
            LOG.log(Level.WARNING, "the thread for events was interrupted; no more are delivered");
        }
    }

    private void tellOfLoss() {
        int count = lost.getAndSet(0);
        if (count > 0) {
            guarded(() -> listener.overflow(count));
        }
    }

    private static @Nullable Event read(Item.Message message) {
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
            LOG.log(Level.WARNING, "event " + header.procedure() + " is malformed", malformed);
            return null;
        }
        if (event == null) {
            LOG.log(Level.DEBUG, "an event that this release does not know: {0}", header);
        }
        return event;
    }

    private static void guarded(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException thrown) {
            LOG.log(Level.WARNING, "a listener threw an exception", thrown);
        }
    }
}
