package dev.guestwire.rpc;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.XdrValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The answers to many calls, in the order of the calls. A few are always queued ahead, so that the daemon never waits
 * for us. The deadline of each begins when it is queued, so that several that hang do so at the same time. For one thread at a time; close it if it is not read to its end.
 *
 * @param <R> what each call answers
 */
public final class Pipeline<R extends XdrValue> implements Iterator<Answer<R>>, AutoCloseable {
    private static final int AHEAD = 16;

    private final Lane lane;
    private final Iterator<? extends Call<R>> calls;
    private final Duration deadline;
    private final ArrayDeque<Sent<R>> sent = new ArrayDeque<>(AHEAD);

    private record Sent<R extends XdrValue>(Call<R> call, Exchange exchange, Deadline until) {}

    Pipeline(Lane lane, Iterator<? extends Call<R>> calls, Duration deadline) {
        this.lane = lane;
        this.calls = calls;
        this.deadline = deadline;
        fill();
    }

    private void fill() {
        while (sent.size() < AHEAD && calls.hasNext()) {
            Call<R> call = calls.next();
            Exchange exchange = Requests.exchange(call);
            sent.add(new Sent<>(call, exchange, Deadline.of(deadline)));
            lane.submit(exchange);
        }
    }

    @Override
    public boolean hasNext() {
        return !sent.isEmpty();
    }

    /** {@return the call whose answer {@link #next} gives} */
    public Call<R> call() {
        return sent.getFirst().call();
    }

    @Override
    public Answer<R> next() {
        Sent<R> first = sent.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        try {
            R reply = Requests.result(lane, first.exchange(), first.call(), first.until());
            return new Answer<>(first.call(), reply, null);
        } catch (CallFailedException refusal) {
            return new Answer<>(first.call(), null, refusal);
        } finally {
            fill();
        }
    }

    /** Gives up the answers that were not taken. */
    @Override
    public void close() {
        for (Sent<R> left = sent.poll(); left != null; left = sent.poll()) {
            lane.await(left.exchange(), System.nanoTime() - 1);
        }
    }
}
