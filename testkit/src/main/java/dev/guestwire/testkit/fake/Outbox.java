package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.testkit.fake.Step.Pause;
import dev.guestwire.testkit.fake.Step.Send;
import dev.guestwire.testkit.fake.Step.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What one connection has to say, in order. Adding never blocks, as in the real daemon, which buffers without bound for a
 * client that does not read; {@link #run} writes on a thread of its own.
 */
final class Outbox {
    private final SocketChannel channel;
    private final Standstill standstill;
    private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
    private final List<Delivery> postponed = new ArrayList<>();
    private volatile boolean mute;

    Outbox(SocketChannel channel, Standstill standstill) {
        this.channel = channel;
        this.standstill = standstill;
    }

    /** Adds a packet that answers nothing. */
    void add(Bytes packet) {
        queue.add(new Delivery(List.of(new Send(packet)), false, () -> {}));
    }

    /** Adds a reply, and what to do when it was written. */
    void addReply(List<Step> steps, Runnable sent) {
        queue.add(new Delivery(steps, true, sent));
    }

    /** Ends the connection after what was added before. */
    void addEnd() {
        queue.add(new Delivery(List.of(Turn.CUT), false, () -> {}));
    }

    /** Writes until the connection ends. */
    void run() throws IOException, InterruptedException {
        while (channel.isOpen()) {
            Delivery next = queue.take();
            if (next.steps().getFirst() == Turn.POSTPONE) {
                postponed.add(next.withoutFirstStep());
                continue;
            }
            deliver(next);
            if (next.reply()) {
                for (Delivery late : postponed) {
                    deliver(late);
                }
                postponed.clear();
            }
        }
    }

    private void deliver(Delivery delivery) throws IOException, InterruptedException {
        for (Iterator<Step> steps = delivery.steps().iterator(); steps.hasNext(); ) {
            Step step = steps.next();
            standstill.await();
            // before the last bytes, so that a client that has its reply sees the call counted out
            if (!steps.hasNext() && step instanceof Send && !mute) {
                delivery.sent().run();
            }
            take(step);
        }
    }

    private void take(Step step) throws IOException, InterruptedException {
        switch (step) {
            case Send send -> {
                if (!mute) {
                    write(send.bytes());
                }
            }
            case Pause pause -> standstill.pause(pause.length());
            case Turn turn -> turn(turn);
        }
    }

    private void turn(Turn turn) throws IOException {
        switch (turn) {
            case CUT -> channel.close();
            case STOP -> standstill.beginAnnounced();
            case MUTE -> mute = true;
            case POSTPONE -> throw new IllegalStateException("only a whole reply is postponed");
        }
    }

    private void write(Bytes bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toArray());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private record Delivery(List<Step> steps, boolean reply, Runnable sent) {
        Delivery withoutFirstStep() {
            return new Delivery(steps.subList(1, steps.size()), reply, sent);
        }
    }
}
