package dev.guestwire.migration;

import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Evidence;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
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

    /** {@return what tells more: the destination often knows why the source lost it} */
    private static LibvirtException worse(LibvirtException performing, Optional<CallFailedException> finishing) {
        boolean vague = performing instanceof CallFailedException refused && MigrationSteps.isVague(refused);
        return vague && finishing.isPresent() && MigrationSteps.isTelling(finishing.get())
                ? finishing.get()
                : performing;
    }
}
