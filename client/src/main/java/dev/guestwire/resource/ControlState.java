package dev.guestwire.resource;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.protocol.remote.DomainGetControlInfo;
import dev.guestwire.rpc.reading.Figure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Whether libvirt can talk to the hypervisor of a guest.
 *
 * @param phase what libvirt does with it
 * @param reason why it cannot talk to it
 * @param since how long it has been so; zero if nobody can tell
 */
public record ControlState(Coded<Phase> phase, Coded<Reason> reason, Duration since) {
    /** {@return how it is with a running guest: {@code virDomainGetControlInfo}} Answered even if the hypervisor hangs. */
    public static ControlState of(Guest guest) {
        var call = new DomainGetControlInfo(guest.handle(), 0);
        var read = guest.host().call(call);
        return new ControlState(
                Coded.of(Phase.values(), read.state()),
                Coded.of(Reason.values(), read.details()),
                Figure.of(call, "stateTime", read.stateTime()).duration(ChronoUnit.MILLIS));
    }

    /** What libvirt does with a hypervisor: {@code virDomainControlState}. */
    public enum Phase {
        /** Nothing. */
        OK,
        /** A job is under way; some calls must wait. */
        JOB,
        /** It waits for an answer. */
        OCCUPIED,
        /** It cannot talk to it. */
        ERROR,
        /** A number this release has no name for. */
        UNKNOWN
    }

    /** Why libvirt cannot talk to a hypervisor: {@code virDomainControlErrorReason}. */
    public enum Reason {
        /** It can. */
        NONE,
        /** It cannot tell. */
        UNSPECIFIED,
        /** The connection to it is broken. */
        MONITOR,
        /** Something went wrong in libvirt. */
        INTERNAL,
        /** A number this release has no name for. */
        UNKNOWN
    }
}
