package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a guest to stop, from before it is asked to. */
final class Stopping implements AutoCloseable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Subscription events;
    private final Subscription end;
    private final Guest guest;

    Stopping(Guest guest) {
        this.guest = guest;
        this.events = guest.onEvent(LifecycleEvent.Stopped.class, event -> stopped.countDown());
        this.end = guest.host().onEvent(HostEvent.ConnectionClosed.class, event -> stopped.countDown());
    }

    /** Returns when it has stopped, and fails if it has not in time. */
    void await(Duration patience) throws InterruptedException {
        stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        // A guest that is not persistent is gone when it has stopped.
        if (guest.host().findGuest(guest.uuid()).filter(Guest::isActive).isPresent()) {
            throw new CommandFailure(
                    ExitCode.UNKNOWN,
                    "guest " + guest.name() + " was asked, but runs still after " + patience.toSeconds() + " s",
                    "wait longer, or guestwire destroy " + guest.name());
        }
    }

    @Override
    public void close() {
        events.close();
        end.close();
    }
}
