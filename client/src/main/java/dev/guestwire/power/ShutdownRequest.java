package dev.guestwire.power;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.rpc.turn.Listening;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;

/** A request to a guest's system to shut down, repeated until it does. Immutable: each method returns a new value. */
public final class ShutdownRequest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Guest guest;
    private final Plan plan;

    /**
     * What is done.
     *
     * @param ways how to ask, as the wire has it
     * @param interval the time between two requests
     * @param resumes whether a paused guest goes on first
     * @param destroys whether the plug is pulled at the end
     */
    record Plan(int ways, Duration interval, boolean resumes, boolean destroys) {}

    ShutdownRequest(Guest guest) {
        this(guest, new Plan(0, INTERVAL, false, false));
    }

    private ShutdownRequest(Guest guest, Plan plan) {
        this.guest = guest;
        this.plan = plan;
    }

    /** {@return this request, asked in a way; without this the hypervisor chooses. QEMU takes ACPI and AGENT} */
    public ShutdownRequest by(Flag.Shutdown... ways) {
        return new ShutdownRequest(guest, new Plan(Flag.word(ways), plan.interval, plan.resumes, plan.destroys));
    }

    /**
     * {@return this request, repeated after an interval; without this every 10 s}
     *
     * @throws InvalidInputException if it is not positive
     */
    public ShutdownRequest every(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new InvalidInputException("The interval between requests must be positive: " + interval, null);
        }
        return new ShutdownRequest(guest, new Plan(plan.ways, interval, plan.resumes, plan.destroys));
    }

    /** {@return this request, which lets a paused guest go on first; without this such a guest is refused} */
    public ShutdownRequest resuming() {
        return new ShutdownRequest(guest, new Plan(plan.ways, plan.interval, true, plan.destroys));
    }

    /** {@return this request, which pulls the plug of a guest that has not shut down in time} */
    public ShutdownRequest thenDestroy() {
        return new ShutdownRequest(guest, new Plan(plan.ways, plan.interval, plan.resumes, true));
    }

    /**
     * Sends the requests, {@code virDomainShutdownFlags}, and waits until the guest is off, or has shut down and is kept by a
     * backup. Each call and each wait ends within the patience; a plug that is pulled after it takes a minute more at most.
     *
     * @param patience how long to wait for its system
     * @return how it came to be off; it is off, unless a backup keeps it: {@link PowerOff.How#KEPT_BY_BACKUP}
     * @throws JobNotCompletedException STILL_RUNNING if it is not off in time; FAILED if it moved to another host; UNKNOWN
     *     if the connection ended
     * @throws dev.guestwire.error.WrongStateException if it is paused, or cannot be asked for another reason of its state
     * @throws dev.guestwire.error.UnsupportedException if it cannot be asked in this way
     */
    public PowerOff await(Duration patience) throws InterruptedException {
        Listening.refuseWait(guest.host(), "The wait until guest " + guest.name() + " is off");
        try (Watch watch = new Watch(guest, LifecycleEvent.class)) {
            return new ShuttingDown(guest, plan, watch, Patience.of(patience)).run();
        }
    }

    @Override
    public String toString() {
        return "shutdown of " + guest;
    }
}
