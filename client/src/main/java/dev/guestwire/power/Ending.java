package dev.guestwire.power;

import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What is found out about the end of a guest's run. For one thread. */
final class Ending {
    /** What a quick call takes at most, where somebody has no patience at all. */
    private static final Duration A_LOOK = Duration.ofMillis(100);

    private final Guest guest;
    private final String subject;
    private final Patience patience;
    private int requests;

    Ending(Guest guest, String subject, Patience patience) {
        this.guest = guest;
        this.subject = subject + " of guest " + guest.name();
        this.patience = patience;
    }

    String subject() {
        return subject;
    }

    int requests() {
        return requests;
    }

    void requested() {
        requests++;
    }

    PowerOff off(PowerOff.How how) {
        return new PowerOff(how, Optional.empty(), requests, patience.spent());
    }

    /** {@return how it ended, by an event}; throws if it is not off but elsewhere */
    PowerOff stopped(Stopped.Reason reason, boolean destroyedHere) {
        if (reason == Stopped.Reason.MIGRATED) {
            throw new JobNotCompletedException(
                    subject, Status.FAILED, "it moved to another host and runs there", "lifecycle event");
        }
        PowerOff.How how = PowerOff.how(reason, destroyedHere);
        return new PowerOff(how, Optional.of(reason), requests, patience.spent());
    }

    /**
     * {@return how the run of an id ended, if it did, as far as the daemon's answers tell; empty also while there is no
     * connection}
     */
    Optional<PowerOff> look(OptionalInt id, boolean destroyedHere) {
        try {
            GuestState state = state();
            if (state.is(Phase.SHUT_OFF)) {
                return Optional.of(reason(state)
                        .map(reason -> stopped(reason, destroyedHere))
                        .orElseGet(() -> off(PowerOff.How.OTHERWISE)));
            }
            OptionalInt now = id();
            boolean restarted = id.isPresent() && now.isPresent() && !now.equals(id);
            return restarted ? Optional.of(off(PowerOff.How.OTHERWISE)) : Optional.empty();
        } catch (NotFoundException gone) {
            return Optional.of(off(PowerOff.How.VANISHED));
        } catch (NoAnswerException lost) {
            return Optional.empty();
        }
    }

    /** {@return the guest's run, within the patience} */
    OptionalInt id() {
        int id = guest.host()
                .call(new DomainLookupByUuid(guest.uuid()), deadline())
                .dom()
                .id();
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** {@return the guest's state, within the patience} */
    GuestState state() {
        DomainGetState.Reply told = guest.host().call(new DomainGetState(guest.handle(), 0), deadline());
        return GuestState.of(told.state(), told.reason());
    }

    /** {@return how long a call may take: what is left of the patience, and enough for one look even if nothing is} */
    Duration deadline() {
        Duration left = patience.left();
        return left.compareTo(A_LOOK) < 0 ? A_LOOK : left;
    }

    /** {@return the event that goes with a state of a guest that is off} */
    private static Optional<Stopped.Reason> reason(GuestState state) {
        return Optional.ofNullable(
                switch (state.reason().value()) {
                    case SHUT_OFF_SHUTDOWN -> Stopped.Reason.SHUTDOWN;
                    case SHUT_OFF_DESTROYED -> Stopped.Reason.DESTROYED;
                    case SHUT_OFF_CRASHED -> Stopped.Reason.CRASHED;
                    case SHUT_OFF_MIGRATED -> Stopped.Reason.MIGRATED;
                    case SHUT_OFF_SAVED -> Stopped.Reason.SAVED;
                    case SHUT_OFF_FAILED -> Stopped.Reason.FAILED;
                    case SHUT_OFF_FROM_SNAPSHOT -> Stopped.Reason.FROM_SNAPSHOT;
                    default -> null;
                });
    }
}
