package dev.guestwire.testkit.fake;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The daemon's own watch over one client, as libvirtd's: after an interval of silence a ping; after some pings without
 * any packet from the client, the end.
 */
final class KeepAlive {
    private final FakeConnection connection;
    private final ScheduledExecutorService timer;
    private final Interval interval;
    private volatile long lastHeard = System.nanoTime();
    private volatile int unanswered;
    private boolean started;

    KeepAlive(FakeConnection connection, ScheduledExecutorService timer, Interval interval) {
        this.connection = connection;
        this.timer = timer;
        this.interval = interval;
    }

    /** Begins to watch, once. For the connection's reader. */
    void start() {
        if (started) {
            return;
        }
        started = true;
        lastHeard = System.nanoTime();
        again(interval.length().toNanos());
    }

    void heard() {
        lastHeard = System.nanoTime();
        unanswered = 0;
    }

    private void again(long nanos) {
        var unused = timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (!connection.isOpen()) {
            return;
        }
        int pings = unanswered;
        long due = interval.length().toNanos() * (pings + 1L) - (System.nanoTime() - lastHeard);
        if (due > 0) {
            again(due);
        } else if (connection.isStalled()) {
            again(interval.length().toNanos());
        } else if (pings >= interval.count()) {
            connection.cut();
        } else {
            unanswered = pings + 1;
            connection.ping();
            again(interval.length().toNanos());
        }
    }

    /**
     * libvirtd's keepalive_interval and keepalive_count.
     *
     * @param length the silence after which a ping goes out
     * @param count the pings that may go unanswered
     */
    record Interval(Duration length, int count) {}
}
