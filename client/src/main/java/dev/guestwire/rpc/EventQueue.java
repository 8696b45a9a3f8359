package dev.guestwire.rpc;

import dev.guestwire.protocol.PacketHeader;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events that wait for their listener, in order. It is bounded: events that find it full are counted, and the count
 * stands where they would have stood. Thread-safe.
 */
final class EventQueue {
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();

    EventQueue(int limit) {
        this.limit = limit;
    }

    /** What is taken. */
    sealed interface Item {
        /** An event, not yet read from its bytes. */
        record Message(PacketHeader header, byte[] packet) implements Item {}

        /** So many events were not kept. */
        record Lost(int count) implements Item {}

        /** No more will come. */
        record End(ConnectionEnd end) implements Item {}
    }

    /** Adds an event, or counts it where there is no room. Never blocks. */
    void add(PacketHeader header, byte[] packet) {
        lock.lock();
        try {
            if (items.size() < limit) {
                items.add(new Item.Message(header, packet));
            } else {
                int before = items.peekLast() instanceof Item.Lost lost ? lost.count() : 0;
                if (before > 0) {
                    items.removeLast();
                }
                items.add(new Item.Lost(before + 1));
            }
            grown.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Adds the end, which always has room. */
    void end(ConnectionEnd end) {
        lock.lock();
        try {
            items.add(new Item.End(end));
            grown.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next; not ended by an interrupt. */
    Item take() {
        lock.lock();
        try {
            Item next = items.poll();
            while (next == null) {
                grown.awaitUninterruptibly();
                next = items.poll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
