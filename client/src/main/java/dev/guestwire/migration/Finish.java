package dev.guestwire.migration;

import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.migration.MigrationEnds.End;
import java.time.Duration;
import java.util.Optional;

/**
 * The end of a managed migration whose memory is all at the destination. Only one host may go on with the guest: if the
 * destination's answer is lost, it is asked once more, and if it cannot be, the guest is left standing at the source, since it
 * may run at the destination.
 */
final class Finish {
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
