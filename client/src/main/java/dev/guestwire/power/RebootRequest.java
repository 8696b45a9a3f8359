package dev.guestwire.power;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.HostEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.LifecycleEvent.Started;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainReboot;
import dev.guestwire.rpc.turn.Listening;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A request to a guest's system to reboot. Immutable: each method returns a new value. */
public final class RebootRequest {
    /** How long no reset was told when the next one is another; the echoes seen followed within 450 ms of the one before. */
    static final int QUIET_MILLIS = 1500;

    private static final Duration QUIET = Duration.ofMillis(QUIET_MILLIS);
    private static final int PARTS = 4;

    private final Guest guest;
    private final Flag.Shutdown[] ways;
    private final boolean starts;

    RebootRequest(Guest guest) {
        this(guest, new Flag.Shutdown[0], false);
    }

    private RebootRequest(Guest guest, Flag.Shutdown[] ways, boolean starts) {
        this.guest = guest;
        this.ways = ways.clone();
        this.starts = starts;
    }

    /** {@return this request, asked in a way; without this the hypervisor chooses. QEMU takes ACPI and AGENT} */
    public RebootRequest by(Flag.Shutdown... how) {
        return new RebootRequest(guest, how, starts);
    }

    /** {@return this request, which starts a guest that shut down instead of rebooting} */
    public RebootRequest startingIfOff() {
        return new RebootRequest(guest, ways, true);
    }

    /**
     * How a guest came to run anew.
     *
     * @param how in short
     * @param took the time from the request on
     */
    public record Reboot(How how, Duration took) {
        /** How a guest came to run anew. */
        public enum How {
            /** Its machine was reset; it is the same run for libvirt, with the same id. */
            RESET,
            /** It stopped, and was started: by its hypervisor, by this request, or by somebody else. */
            STARTED
        }
    }

    /**
     * Sends the request, {@code virDomainReboot}, and waits until the guest has rebooted.
     *
     * <p>One reset of a machine is told by libvirt two to five times within half a second or so, and nothing tells these events
     * apart. So the request is sent when no reset was told for {@value #QUIET_MILLIS} ms, or for a quarter of the patience if
     * that is less: what is told later comes from the request. A guest that is still booting does not hear it.
     *
     * @param patience how long to wait, from this call on; each wait and each call ends within it
     * @throws JobNotCompletedException STILL_RUNNING if it did not in time, or the request could not be sent because the guest
     *     was being reset all the time; FAILED if it is off instead; UNKNOWN if the connection was lost, so that nobody heard
     * @throws dev.guestwire.error.WrongStateException if it does not run
     */
    public Reboot await(Duration patience) throws InterruptedException {
        Listening.refuseWait(guest.host(), "The wait for the reboot of guest " + guest.name());
        Patience left = Patience.of(patience);
        try (Watch watch = new Watch(guest, GuestEvent.Rebooted.class, LifecycleEvent.class)) {
            return new Rebooting(watch, left).run();
        }
    }

    /** A reboot under way. */
    private final class Rebooting {
        private final Watch watch;
        private final Patience patience;
        private final Ending ending;
        private OptionalInt id = OptionalInt.empty();
        private Optional<Stopped.Reason> off = Optional.empty();
        private boolean deaf;

        Rebooting(Watch watch, Patience patience) {
            this.watch = watch;
            this.patience = patience;
            this.ending = new Ending(guest, "Reboot", patience);
        }

        Reboot run() throws InterruptedException {
            awaitQuiet();
            ask();
            while (true) {
                HostEvent event = watch.next(patience.left()).orElseThrow(this::late);
                Optional<Reboot> end = heard(event);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }

        /** Waits until the echo of an earlier reset, if there was one just before, has died away. */
        private void awaitQuiet() throws InterruptedException {
            Duration quarter = patience.total().dividedBy(PARTS);
            Duration quiet = quarter.compareTo(QUIET) < 0 ? quarter : QUIET;
            Patience still = Patience.of(quiet);
            while (!still.isOver()) {
                Optional<HostEvent> event = watch.next(still.left());
                if (event.isPresent() && event.get() instanceof HostEvent.ConnectionClosed last) {
                    throw Watch.ended(subject(), last);
                }
                if (event.isPresent() && event.get() instanceof GuestEvent.Rebooted) {
                    still = Patience.of(quiet);
                }
                if (patience.isOver()) {
                    throw failed(
                            Status.STILL_RUNNING, "it was not asked: it was being reset all the time for " + patience);
                }
            }
        }

        private void ask() {
            try {
                id = ending.id();
                guest.host().call(new DomainReboot(guest.handle(), Flag.word(ways)), ending.deadline());
            } catch (ConnectionLostException | DeadlineExceededException lost) {
                if (!lost.mayHaveRun()) {
                    throw lost;
                }
                deaf = lost instanceof ConnectionLostException;
            }
        }

        private Optional<Reboot> heard(HostEvent event) {
            return switch (event) {
                case GuestEvent.Rebooted reset -> ended(Reboot.How.RESET);
                case Started started -> ended(Reboot.How.STARTED);
                case Stopped stopped -> stopped(stopped.reason().value());
                case HostEvent.Resynced lost -> look();
                case HostEvent.ConnectionClosed last -> throw Watch.ended(subject(), last);
                default -> Optional.empty();
            };
        }

        private Optional<Reboot> stopped(Stopped.Reason reason) {
            if (reason == Stopped.Reason.MIGRATED) {
                throw failed(Status.FAILED, "it moved to another host");
            }
            off = Optional.of(reason);
            if (starts && reason != Stopped.Reason.RECREATED) {
                guest.host().call(new DomainCreateWithFlags(guest.handle(), 0), ending.deadline());
            }
            return Optional.empty();
        }

        /** Another id is another run; the same one may have been reset unheard. */
        private Optional<Reboot> look() {
            deaf = true;
            try {
                OptionalInt now = ending.id();
                return now.isPresent() && !now.equals(id) ? ended(Reboot.How.STARTED) : Optional.empty();
            } catch (NoAnswerException again) {
                return Optional.empty();
            } catch (NotFoundException gone) {
                throw failed(Status.FAILED, "it is gone");
            }
        }

        private Optional<Reboot> ended(Reboot.How how) {
            return Optional.of(new Reboot(how, patience.spent()));
        }

        private JobNotCompletedException late() {
            if (off.isPresent()) {
                return failed(Status.FAILED, "it stopped (" + off.get() + ") and was not started within " + patience);
            }
            return deaf
                    ? failed(Status.UNKNOWN, "the connection was lost, and it may have rebooted unheard")
                    : failed(Status.STILL_RUNNING, "it has not rebooted within " + patience);
        }

        private JobNotCompletedException failed(Status status, String reason) {
            return new JobNotCompletedException(subject(), status, reason, "lifecycle events");
        }

        private String subject() {
            return "Reboot of guest " + guest.name();
        }
    }

    @Override
    public String toString() {
        return "reboot of " + guest;
    }
}
