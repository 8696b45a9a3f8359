package dev.guestwire.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Threads that do a share of a block each. */
final class Crowd implements AutoCloseable {
    private final int size;
    private final ExecutorService threads;

    Crowd(int size, ThreadFactory factory) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size, factory);
    }

    /** Does a call so many times, shared among the threads. */
    void run(int times, Runnable call) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> shares = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            shares.add(threads.submit(() -> {
                start.await();
                for (int done = 0; done < times / size; done++) {
                    call.run();
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> share : shares) {
            share.get();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
