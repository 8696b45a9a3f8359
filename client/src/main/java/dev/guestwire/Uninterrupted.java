package dev.guestwire;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.rpc.EventLane;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Registers and deregisters whether or not the calling thread is interrupted. A registration whose answer was given up
 * would be lost: nobody knows its number, and libvirt refuses a second one of the same event on the same connection.
 */
final class Uninterrupted {
    private final EventLane lane;

    Uninterrupted(EventLane lane) {
        this.lane = lane;
    }

    /** Calls; an interrupt of the thread is kept until the answer has come. */
    <R extends XdrValue> R call(Call<R> call) {
        FutureTask<R> answer = new FutureTask<>(() -> lane.call(call));
        Thread.ofVirtual().name("guestwire-registration").start(answer);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException kept) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw unwrapped(failed);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@return the failure; a refusal is built anew, so that its stack is the caller's} */
    private static RuntimeException unwrapped(ExecutionException failed) {
        return switch (failed.getCause()) {
            case CallFailedException refused -> CallFailedException.of(refused.call(), refused.error());
            case RuntimeException other -> other;
            case null, default -> new IllegalStateException(failed);
        };
    }
}
