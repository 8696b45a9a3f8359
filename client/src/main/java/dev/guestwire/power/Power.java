package dev.guestwire.power;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Turning a guest off and anew, and waiting for it. It holds no state.
 *
 * <pre>{@code
 * guest.power().shutdown().by(Flag.Shutdown.ACPI).every(ofSeconds(10)).thenDestroy().await(ofMinutes(2));
 * }</pre>
 *
 * @param guest the guest
 */
public record Power(Guest guest) {
    /** {@return a request to shut down, to be told how and sent} */
    public ShutdownRequest shutdown() {
        return new ShutdownRequest(guest);
    }

    /** {@return a request to reboot, to be told how and sent} */
    public RebootRequest reboot() {
        return new RebootRequest(guest);
    }

    /**
     * Pulls the plug of one run of the guest: {@code virDomainDestroyFlags}. A guest that has been started anew since is
     * left alone. libvirt itself only knows guests: one that is started anew in the moment between the look at its id and
     * the call is destroyed all the same, and the outcome says so.
     *
     * @param id of the run that is meant: {@link Guest#id}
     * @param patience how long to wait for the connection, if it is lost meanwhile
     * @throws JobNotCompletedException FAILED if another run of it goes on; UNKNOWN if the connection ended
     */
    public PowerOff destroy(int id, Duration patience, Flag.Destroy... flags) throws InterruptedException {
        try (Watch watch = new Watch(guest, LifecycleEvent.class)) {
            return new Destroying(guest, watch, Patience.of(patience), flags).run(id);
        }
    }

    /**
     * Pulls the guest's plug, and again if somebody starts it meanwhile, until it is off.
     *
     * @param patience how long to go on
     * @throws JobNotCompletedException STILL_RUNNING if it is started again and again; UNKNOWN if the connection ended
     */
    public PowerOff destroyEveryRun(Duration patience, Flag.Destroy... flags) throws InterruptedException {
        try (Watch watch = new Watch(guest, LifecycleEvent.class)) {
            return new Destroying(guest, watch, Patience.of(patience), flags).everyRun();
        }
    }

    /** {@return its state when it is in a phase, as {@link #await(Predicate, Duration)}} */
    public GuestState await(Phase phase, Duration patience) throws InterruptedException {
        return await(state -> state.is(phase), patience);
    }

    /**
     * Waits for a state. It asks at once, and after each event of the guest's life. A state that passes quickly may be
     * missed: {@link dev.guestwire.watch.Expected} misses no event.
     *
     * @return the state
     * @throws JobNotCompletedException STILL_RUNNING if it did not come in time, UNKNOWN if the connection ended
     * @throws dev.guestwire.error.NotFoundException if the guest is gone
     */
    public GuestState await(Predicate<? super GuestState> wanted, Duration patience) throws InterruptedException {
        String subject = "Waiting for a state of guest " + guest.name();
        Patience left = Patience.of(patience);
        try (Watch watch = new Watch(guest, LifecycleEvent.class, GuestEvent.WokeUp.class)) {
            while (true) {
                try {
                    GuestState state = new Ending(guest, "Waiting", left).state();
                    if (wanted.test(state)) {
                        return state;
                    }
                    subject = "Waiting for a state of guest " + guest.name() + ", which is " + state + ',';
                } catch (NoAnswerException lost) {
                    // what comes next tells whether there is a new one
                }
                watch.take(subject, left);
            }
        }
    }

    /** {@return the guest's name} */
    @Override
    public String toString() {
        return "power of " + guest;
    }
}
