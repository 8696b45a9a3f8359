package dev.guestwire.rpc;

import dev.guestwire.protocol.PacketHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way on one connection, at most as many as its window. Written under the lane's lock, read without it.
 * A call that was given up keeps its place until its late answer comes.
 */
final class InFlight {
    private final AtomicReferenceArray<@Nullable Exchange> slots;
    private final AtomicInteger count = new AtomicInteger();
    private final int window;

    /** Creates an empty one with so many places, of which the first ones are for any call. */
    InFlight(int window, int places) {
        this.window = window;
        slots = new AtomicReferenceArray<>(Math.max(window, places));
    }

    /** {@return whether there is a place for any call} */
    boolean hasRoom() {
        return count.get() < window;
    }

    /** {@return whether there is a place for a call that is answered at once whatever hangs} */
    boolean hasPlace() {
        return count.get() < slots.length();
    }

    void add(Exchange exchange) {
        int free = 0;
        while (slots.get(free) != null) {
            free++;
        }
        slots.set(free, exchange);
        count.incrementAndGet();
    }

    boolean contains(int serial) {
        for (int i = 0; i < slots.length(); i++) {
            Exchange pending = slots.get(i);
            if (pending != null && pending.serial() == serial) {
                return true;
            }
        }
        return false;
    }

    /** Takes out the call that a packet answers. {@return null if there is none} */
    @Nullable
    Exchange take(PacketHeader header) {
        for (int i = 0; i < slots.length(); i++) {
            Exchange pending = slots.get(i);
            if (pending != null && pending.isAnsweredBy(header)) {
                slots.set(i, null);
                count.decrementAndGet();
                return pending;
            }
        }
        return null;
    }

    List<Exchange> takeAll() {
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < slots.length(); i++) {
            Exchange pending = slots.getAndSet(i, null);
            if (pending != null) {
                all.add(pending);
            }
        }
        return all;
    }

    /** {@return a call of another thread that can read for everybody, if there is one} */
    @Nullable
    Exchange successor(long now) {
        Thread self = Thread.currentThread();
        for (int i = 0; i < slots.length(); i++) {
            Exchange pending = slots.get(i);
            if (pending != null && pending.caller() != self && pending.canLead(now)) {
                return pending;
            }
        }
        return null;
    }

    /**
     * {@return whether a call needs the reader thread, since its caller neither reads nor is the current thread, which will}
     *
     * @param alsoPatient whether those count that have waited so long that a little more does not matter
     */
    boolean needsReader(boolean alsoPatient, long now) {
        Thread self = Thread.currentThread();
        for (int i = 0; i < slots.length(); i++) {
            Exchange pending = slots.get(i);
            boolean counts =
                    pending != null && !pending.canLead(now) && (pending.caller() != self || pending.isVirtual());
            if (counts && (alsoPatient || !pending.isPatient(now))) {
                return true;
            }
        }
        return false;
    }
}
