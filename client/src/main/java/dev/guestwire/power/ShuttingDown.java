package dev.guestwire.power;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.HostEvent;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.LifecycleEvent.Suspended;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A shutdown under way. What ends it was listened for before the first request. For one thread. */
final class ShuttingDown {
    /** How long the event may follow an answer that says the guest is gone. */
    private static final Duration EVENT = Duration.ofSeconds(1);

    private final Guest guest;
    private final ShutdownRequest.Plan plan;
    private final Watch watch;
    private final Patience patience;
    private final Ending ending;
    private OptionalInt id = OptionalInt.empty();
    private @Nullable LibvirtException refusal;

    ShuttingDown(Guest guest, ShutdownRequest.Plan plan, Watch watch, Patience patience) {
        this.guest = guest;
        this.plan = plan;
        this.watch = watch;
        this.patience = patience;
        this.ending = new Ending(guest, "Shutdown", patience);
    }

    PowerOff run() throws InterruptedException {
        try {
            id = ending.id();
            if (id.isEmpty()) {
                return ending.off(PowerOff.How.ALREADY_OFF);
            }
            if (isKept()) {
                return ending.off(PowerOff.How.KEPT_BY_BACKUP);
            }
            if (plan.resumes() && ending.state().is(Phase.PAUSED)) {
                guest.host().call(new DomainResume(guest.handle()), ending.deadline());
            }
        } catch (NotFoundException gone) {
            return ending.off(PowerOff.How.VANISHED);
        } catch (DeadlineExceededException late) {
            throw unanswered(late);
        }
        do {
            ask();
            Optional<PowerOff> end = listen(Patience.of(patience.left(plan.interval())));
            if (end.isPresent()) {
                return end.get();
            }
        } while (!patience.isOver());
        return late();
    }

    /** A daemon that is silent for the whole patience leaves it open whether the guest was asked. */
    private JobNotCompletedException unanswered(DeadlineExceededException late) {
        return new JobNotCompletedException(
                        ending.subject(),
                        Status.STILL_RUNNING,
                        "the daemon has not answered within " + patience,
                        "no answer")
                .because(late);
    }

    /**
     * {@return whether the guest has shut down and is kept, paused} A backup that was begun with
     * {@code VIR_DOMAIN_BACKUP_BEGIN_PRESERVE_SHUTDOWN_DOMAIN} keeps it, since libvirt 11.10; nothing else leaves it in that
     * state.
     */
    private boolean isKept() {
        try {
            return ending.state().is(Reason.PAUSED_SHUTTING_DOWN);
        } catch (NotFoundException | NoAnswerException unknown) {
            return false;
        }
    }

    /** A request that does not get through is made again at its time; one that never will is the caller's to know. */
    private void ask() {
        try {
            guest.host().call(new DomainShutdownFlags(guest.handle(), plan.ways()), ending.deadline());
            refusal = null;
        } catch (AgentUnavailableException | NoAnswerException unheard) {
            refusal = unheard;
        } catch (CallFailedException refused) {
            if (ending.requests() == 0 && !isKept() && ending.look(id, false).isEmpty()) {
                throw refused;
            }
            refusal = refused;
        }
        ending.requested();
    }

    private Optional<PowerOff> listen(Patience until) throws InterruptedException {
        boolean doubtful = refusal != null;
        while (true) {
            Optional<HostEvent> event = watch.next(doubtful ? until.left(EVENT) : until.left());
            if (event.isEmpty() || event.get() instanceof HostEvent.Resynced) {
                Optional<PowerOff> end = event.isPresent() || doubtful ? looked() : Optional.empty();
                doubtful = false;
                if (end.isPresent() || until.isOver()) {
                    return end;
                }
            } else if (event.get() instanceof Stopped stopped) {
                return Optional.of(ending.stopped(stopped.reason().value(), false));
            } else if (event.get() instanceof Suspended && isKept()) {
                return Optional.of(ending.off(PowerOff.How.KEPT_BY_BACKUP));
            } else if (event.get() instanceof HostEvent.ConnectionClosed last) {
                throw Watch.ended(ending.subject(), last);
            }
        }
    }

    private Optional<PowerOff> looked() {
        Optional<PowerOff> end = ending.look(id, false);
        return end.isEmpty() && isKept() ? Optional.of(ending.off(PowerOff.How.KEPT_BY_BACKUP)) : end;
    }

    private PowerOff late() throws InterruptedException {
        if (plan.destroys() && isKept()) {
            return ending.off(PowerOff.How.KEPT_BY_BACKUP);
        }
        if (plan.destroys() && id.isPresent()) {
            PowerOff end = new Destroying(guest, watch, Patience.of(Destroying.ENOUGH), new Flag.Destroy[0])
                    .run(id.getAsInt());
            return new PowerOff(end.how(), end.reason(), ending.requests(), patience.spent());
        }
        String asked = ending.requests() == 1 ? "1 request" : ending.requests() + " requests";
        LibvirtException last = refusal;
        throw new JobNotCompletedException(
                ending.subject(),
                Status.STILL_RUNNING,
                "the guest is not off after " + asked + " within " + patience
                        + (last == null ? "" : "; the last was refused: " + last.getMessage()),
                "lifecycle events");
    }
}
