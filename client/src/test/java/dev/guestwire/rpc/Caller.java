package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who calls: a thread of the platform's, which may read for everybody, or a virtual one. */
enum Caller {
    PLATFORM,
    VIRTUAL;

    static final int SECONDS = 20;

    private static final Set<Thread.State> PARKED = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    /** Does some work on a new thread. */
    <T> Call<T> start(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable run = () -> {
            try {
                result.complete(work.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        };
        Thread thread = this == VIRTUAL
                ? Thread.ofVirtual().name("caller").start(run)
                : Thread.ofPlatform().name("caller").daemon().start(run);
        return new Call<>(thread, result);
    }

    /** Does some work on several new threads. */
    <T> List<Call<T>> start(int count, Callable<T> work) {
        List<Call<T>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(start(work));
        }
        return calls;
    }

    /** Work under way. */
    record Call<T>(Thread thread, CompletableFuture<T> future) {
        T result() throws Exception {
            try {
                return future.get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            } catch (TimeoutException late) {
                throw stuck();
            }
        }

        /** {@return the exception that the work ended with}; it was built on the thread that threw it */
        <E extends Throwable> E failure(Class<E> type) throws Exception {
            try {
                throw new AssertionError("no exception, but " + future.get(SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException failed) {
                Throwable thrown = Objects.requireNonNull(failed.getCause());
                assertThat(thrown).isInstanceOf(type);
                assertThat(thrown.getStackTrace())
                        .as("the stack of the thread that called")
                        .anyMatch(frame -> frame.getClassName().startsWith(Caller.class.getName()));
                return type.cast(thrown);
            } catch (TimeoutException late) {
                throw stuck();
            }
        }

        /** Waits until its thread waits: neither runs nor reads. */
        void awaitParked() {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (!PARKED.contains(thread.getState())) {
                if (System.nanoTime() - limit > 0) {
                    throw stuck();
                }
                Thread.onSpinWait();
            }
        }

        private AssertionError stuck() {
            AssertionError error = new AssertionError("the call still waits after " + SECONDS + " s");
            error.setStackTrace(thread.getStackTrace());
            return error;
        }
    }
}
