package dev.guestwire.device;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.util.Optional;

/** A device of a running guest: how to ask the guest for it, and what became of it. */
final class LiveHalf {
    private final Guest guest;
    private final String alias;
    private final Optional<Device> device;
    private final Mark mark;

    /** What a look at the guest shows. */
    enum Sight {
        THERE,
        /** A device of its alias is there that may be another one. */
        DOUBTFUL,
        GONE,
        /** The guest was started again since it was asked, and has such a device. */
        STARTED_WITH_IT,
        GUEST_IS_OFF,
        NO_GUEST
    }

    /**
     * Creates one.
     *
     * @param device the device as it was found; empty if another process found it
     */
    LiveHalf(Guest guest, String alias, Optional<Device> device, Mark mark) {
        this.guest = guest;
        this.alias = alias;
        this.device = device;
        this.mark = mark;
    }

    /** {@return the guest} */
    Guest guest() {
        return guest;
    }

    /** Asks the guest to let it go; some kinds, such as leases, have no alias. */
    void ask() {
        int live = Flag.word(Flag.Affect.LIVE);
        if (!isNamed()) {
            String xml = device.orElseThrow().xml().toXml();
            guest.host().call(new DomainDetachDeviceFlags(guest.handle(), xml, live));
        } else {
            guest.host().call(new DomainDetachDeviceAlias(guest.handle(), alias, live));
        }
    }

    /** Whether it has an alias, without which no event tells of it. */
    boolean isNamed() {
        return device.isEmpty() || device.get().alias().isPresent();
    }

    Sight look() {
        Domain now;
        try {
            now = guest.definition();
        } catch (NotFoundException noGuest) {
            return Sight.NO_GUEST;
        }
        if (now.id().isEmpty()) {
            return Sight.GUEST_IS_OFF;
        }
        if (mark.isOtherRun(now)) {
            return mark.isIn(now) ? Sight.STARTED_WITH_IT : Sight.GONE;
        }
        if (!isNamed()) {
            return mark.isIn(now) ? Sight.THERE : Sight.GONE;
        }
        return now.findByAlias(alias).map(mark::compare).map(LiveHalf::sight).orElse(Sight.GONE);
    }

    private static Sight sight(Mark.Likeness likeness) {
        return switch (likeness) {
            case SAME -> Sight.THERE;
            case DOUBTFUL -> Sight.DOUBTFUL;
            case OTHER -> Sight.GONE;
        };
    }

    /** {@return what it means that the guest is off} */
    JobOutcome ofStopped() {
        return DetachmentRules.ofStopped(guest.state(), isSaved());
    }

    private boolean isSaved() {
        try {
            return guest.saved().exists();
        } catch (UnsupportedException never) {
            return false;
        }
    }
}
