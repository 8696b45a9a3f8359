package dev.guestwire.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the daemon that many may want: one is made for all who want it, on a virtual thread, and no two within a pause.
 * Safe for many threads.
 */
final class Looks {
    private final Runnable look;
    private final Duration pause;
    private final AtomicBoolean wanted = new AtomicBoolean();

    /** When the next look may be made, by {@link System#nanoTime}. */
    private volatile long next = System.nanoTime();

    /**
     * Creates one.
     *
     * @param look asks the daemon; it may want the next look itself
     * @param pause the time between the beginnings of two looks
     */
    Looks(Runnable look, Duration pause) {
        this.look = look;
        this.pause = pause;
    }

    /** Has somebody look as soon as that may be; does nothing if that is about to happen. */
    void want() {
        if (wanted.compareAndSet(false, true)) {
            long wait = Math.max(0, next - System.nanoTime());
            Executor inquirers =
                    task -> Thread.ofVirtual().name("guestwire-inquiry").start(task);
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, inquirers)
                    .execute(this::now);
        }
    }

    private void now() {
        next = System.nanoTime() + pause.toNanos();
        wanted.set(false);
        look.run();
    }
}
