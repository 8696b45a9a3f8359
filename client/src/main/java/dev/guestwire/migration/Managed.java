package dev.guestwire.migration;

import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.job.Evidence;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This process drives: it leads both daemons through the steps of {@code virDomainMigrate3}.
 *
 * <p>libvirt ties a migration to the connections that its steps come over: if the source's is closed, the job is aborted, and
 * if the destination's is, the guest that arrives there is killed. So each migration has a session of its own with either
 * host; one call after another needs but one connection of a session.
 */
final class Managed implements Drive {
    private static final int PAUSED = 1 << 5;
    private static final int CHANGE_PROTECTION = 1 << 8;
    private static final int OFFLINE = 1 << 10;
    private static final int POSTCOPY_RESUME = 1 << 19;

    private static final int KNOWS_PROTECTION = 7;
    private static final int KNOWS_OFFLINE = 12;
    private static final int KNOWS_PARAMETERS = 13;

    private final MigrationRequest request;
    private final Guest guest;
    private final Host destination;
    private volatile @Nullable String stopped;
    private volatile boolean begun;

    Managed(MigrationRequest request, Host destination) {
        this.request = request;
        this.guest = request.guest();
        this.destination = destination;
    }

    @Override
    public void stop(String reason) {
        stopped = reason;
    }

    @Override
    public Arrival run() {
        boolean protects = prepareFlags();
        try (Host source = guest.host().sibling();
                Host target = destination.sibling()) {
            return run(new MigrationSteps(request, protects, source, target));
        }
    }

    /** {@return whether the source can keep others from changing the guest meanwhile} */
    private boolean prepareFlags() {
        requireFeature(guest.host(), KNOWS_PARAMETERS, "parameters of a migration");
        requireFeature(destination, KNOWS_PARAMETERS, "parameters of a migration");
        if ((request.flags() & OFFLINE) != 0) {
            requireFeature(guest.host(), KNOWS_OFFLINE, "migration of a guest that is off");
            requireFeature(destination, KNOWS_OFFLINE, "migration of a guest that is off");
        }
        if ((request.flags() & CHANGE_PROTECTION) != 0) {
            requireFeature(guest.host(), KNOWS_PROTECTION, "protection from changes");
        }
        return knows(guest.host(), KNOWS_PROTECTION);
    }

    private static void requireFeature(Host host, int feature, String name) {
        if (!knows(host, feature)) {
            throw new InvalidInputException("The daemon " + host.uri() + " knows no " + name, null);
        }
    }

    private static boolean knows(Host host, int feature) {
        return host.call(new ConnectSupportsFeature(feature)).supported() != 0;
    }

    private Arrival run(MigrationSteps steps) {
        steps.begin();
        begun = true;
        boolean pauses =
                (request.flags() & POSTCOPY_RESUME) == 0 && guest.state().is(Phase.PAUSED);
        try {
            mayGoOn();
            steps.prepare(pauses ? PAUSED : 0);
        } catch (LibvirtException refused) {
            steps.confirmNothing();
            throw refused;
        }
        try {
            steps.requireMeetingPoint();
            mayGoOn();
        } catch (LibvirtException pointless) {
            steps.finishCancelled();
            steps.confirmNothing();
            throw pointless;
        }
        try {
            if ((request.flags() & OFFLINE) == 0) {
                steps.perform();
            } else {
                steps.skip();
            }
        } catch (LibvirtException failed) {
            throw worse(failed, steps.finishCancelled());
        }
        return new Finish(steps, guest, destination).run();
    }

    private void mayGoOn() {
        String why = stopped;
        if (why != null) {
            throw new JobNotCompletedException(request.toString(), Status.CANCELLED, why, Evidence.NONE.toString());
        }
    }

    @Override
    public boolean neverBegan(LibvirtException why) {
        return !begun;
    }

    /** {@return what tells more, with the other beside it: the destination often knows why the source lost it} */
    private static LibvirtException worse(LibvirtException performing, Optional<CallFailedException> finishing) {
        if (!(performing instanceof CallFailedException refused) || MigrationSteps.isAborted(refused)) {
            return performing;
        }
        Optional<CallFailedException> telling = finishing.filter(MigrationSteps::isTelling);
        boolean better = telling.isPresent() && MigrationSteps.isVague(refused);
        LibvirtException told = better ? telling.get() : performing;
        telling.ifPresent(said -> told.addSuppressed(better ? performing : said));
        return told;
    }

    /**
     * The end of a managed migration whose memory is all at the destination. Only one host may go on with the guest: if the
     * destination's answer is lost, it is asked once more, and if it cannot be, the guest is left standing at the source, since it
     * may run at the destination.
     */
    private static final class Finish {
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final MigrationSteps steps;
        private final Guest guest;
        private final Host destination;

        Finish(MigrationSteps steps, Guest guest, Host destination) {
            this.steps = steps;
            this.guest = guest;
            this.destination = destination;
        }

        Drive.Arrival run() {
            try {
                steps.finish();
            } catch (NoAnswerException lost) {
                if (!runsThere(lost)) {
                    throw givenBack(lost);
                }
            } catch (LibvirtException refused) {
                throw givenBack(refused);
            }
            try {
                steps.confirm(true);
                return Drive.Arrival.SMOOTH;
            } catch (LibvirtException untold) {
                return new Drive.Arrival(Optional.of(untold));
            }
        }

        private LibvirtException givenBack(LibvirtException why) {
            try {
                steps.confirm(false);
            } catch (LibvirtException untold) {
                why.addSuppressed(untold);
            }
            return why;
        }

        private boolean runsThere(NoAnswerException lost) {
            try {
                destination.awaitConnection(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw lost;
            }
            End end = BothEnds.there(destination, guest.uuid());
            if (end.presence() == MigrationEnds.Presence.NOT_ASKED) {
                end = thereAnew();
            }
            if (end.is(GuestState.Phase.RUNNING)) {
                return true;
            }
            if (end.isIdle()) {
                return false;
            }
            throw lost;
        }

        private End thereAnew() {
            try (Host again = destination.sibling()) {
                return BothEnds.there(again, guest.uuid());
            } catch (LibvirtException dead) {
                return End.NOT_ASKED;
            }
        }
    }
}
