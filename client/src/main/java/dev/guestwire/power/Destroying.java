package dev.guestwire.power;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.LifecycleEvent.Started;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A guest's plug being pulled. What ends it was listened for before. For one thread. */
final class Destroying {
    /** For whoever gave no patience for it. */
    static final Duration ENOUGH = Duration.ofMinutes(1);

    /** How long the event may follow the answer. */
    private static final Duration EVENT = Duration.ofSeconds(5);

    private final Guest guest;
    private final Watch watch;
    private final Patience patience;
    private final Flag.Destroy[] flags;
    private final Ending ending;

    Destroying(Guest guest, Watch watch, Patience patience, Flag.Destroy[] flags) {
        this.guest = guest;
        this.watch = watch;
        this.patience = patience;
        this.flags = flags.clone();
        this.ending = new Ending(guest, "Destroying", patience);
    }

    PowerOff run(int id) throws InterruptedException {
        while (true) {
            try {
                OptionalInt now = ending.id();
                if (now.isPresent() && now.getAsInt() != id) {
                    throw new JobNotCompletedException(
                            ending.subject(),
                            Status.FAILED,
                            "it was started anew: its id is " + now.getAsInt() + " and not " + id,
                            "the guest's id");
                }
                return now.isEmpty() ? ending.off(PowerOff.How.ALREADY_OFF) : pulled();
            } catch (NotFoundException gone) {
                return ending.off(PowerOff.How.VANISHED);
            } catch (DeadlineExceededException late) {
                throw unanswered(late);
            } catch (ConnectionLostException lost) {
                watch.take(ending.subject(), patience);
                Optional<PowerOff> end = ending.look(OptionalInt.of(id), true);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
    }

    PowerOff everyRun() throws InterruptedException {
        PowerOff end = ending.off(PowerOff.How.ALREADY_OFF);
        while (true) {
            try {
                OptionalInt now = ending.id();
                if (now.isEmpty()) {
                    return end;
                }
                if (patience.isOver()) {
                    throw new JobNotCompletedException(
                            ending.subject(), Status.STILL_RUNNING, "it was started again and again", "the guest's id");
                }
                end = pulled();
            } catch (NotFoundException gone) {
                return end.how() == PowerOff.How.ALREADY_OFF ? ending.off(PowerOff.How.VANISHED) : end;
            } catch (DeadlineExceededException late) {
                throw unanswered(late);
            } catch (ConnectionLostException lost) {
                watch.take(ending.subject(), patience);
            }
        }
    }

    private JobNotCompletedException unanswered(DeadlineExceededException late) {
        return new JobNotCompletedException(
                        ending.subject(),
                        Status.STILL_RUNNING,
                        "the daemon has not answered within " + patience + ", and may have pulled the plug",
                        "no answer")
                .because(late);
    }

    /** Pulls the plug, and hears which run it was. */
    private PowerOff pulled() throws InterruptedException {
        boolean ours = pull();
        boolean stoppedBefore = false;
        boolean later = false;
        Patience left = Patience.of(patience.left(EVENT));
        while (true) {
            Optional<HostEvent> event = watch.next(left.left());
            if (event.isEmpty() || event.get() instanceof HostEvent.ConnectionClosed) {
                return ending.off(ours ? PowerOff.How.DESTROYED : PowerOff.How.OTHERWISE);
            }
            if (event.get() instanceof Started) {
                later = stoppedBefore;
            } else if (event.get() instanceof Stopped stopped) {
                Stopped.Reason reason = stopped.reason().value();
                if (later && reason == Stopped.Reason.DESTROYED) {
                    return new PowerOff(PowerOff.How.DESTROYED_LATER_RUN, Optional.of(reason), 0, patience.spent());
                }
                if (!ours || reason == Stopped.Reason.DESTROYED) {
                    return ending.stopped(reason, ours);
                }
                stoppedBefore = true;
            }
        }
    }

    /** {@return whether it was us; if not, it stopped just before} */
    private boolean pull() {
        try {
            guest.host().call(new DomainDestroyFlags(guest.handle(), Flag.word(flags)), ending.deadline());
            return true;
        } catch (WrongStateException off) {
            if (guest.isActive()) {
                throw off;
            }
            return false;
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
