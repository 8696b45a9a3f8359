package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.qemu.DomainMonitorCommand;
import dev.guestwire.protocol.remote.DomainAnnounceInterface;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's monitor of a guest. libvirt marks the guest as tainted by it: what is changed here is changed behind libvirt's back.
 * Commands and answers are in no log and no {@code toString}. It holds no state and may be kept.
 *
 * @param guest the guest
 */
public record Monitor(Guest guest) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QMP = 0;
    private static final int HMP = 1;

    /**
     * {@return the answer to a command, as QEMU gives it: {@code virDomainQemuMonitorCommand}}; waits a minute at most
     *
     * @param json such as {@code {"execute": "query-status"}}; an error of QEMU's is an answer too
     */
    public String qmp(String json) {
        return qmp(json, PATIENCE);
    }

    /** {@return the answer to a command, as QEMU gives it: {@code virDomainQemuMonitorCommand}} */
    public String qmp(String json, Duration deadline) {
        return command(json, QMP, deadline);
    }

    /**
     * {@return the answer to a command for people: {@code virDomainQemuMonitorCommand} with its HMP flag}; waits a minute at
     * most
     *
     * @param line such as {@code info version}; QEMU's complaints are an answer too
     */
    public String hmp(String line) {
        return hmp(line, PATIENCE);
    }

    /** {@return the answer to a command for people: {@code virDomainQemuMonitorCommand} with its HMP flag} */
    public String hmp(String line, Duration deadline) {
        return command(line, HMP, deadline);
    }

    private String command(String command, int flags, Duration deadline) {
        return guest.host()
                .call(new DomainMonitorCommand(guest.handle(), command, flags), deadline)
                .result();
    }

    /**
     * Tells the networks where the guest is, by all its cards: the monitor's {@code announce_self}, for daemons older than
     * {@link #announceInterface}.
     *
     * @throws CallFailedException if QEMU says anything to it: it complains in words only
     */
    public void announceSelf() {
        DomainMonitorCommand call = new DomainMonitorCommand(guest.handle(), "announce_self", HMP);
        String complaint = guest.host().call(call, PATIENCE).result().strip();
        if (!complaint.isEmpty()) {
            throw CallFailedException.of(call, RemoteError.of(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, complaint));
        }
    }

    /**
     * Tells the networks where the guest is: {@code virDomainAnnounceInterface}, since libvirt 12.5.
     *
     * @param device the target or MAC address of one card; null: all
     * @param parameters how often and when, by libvirt's names
     * @throws dev.guestwire.error.UnsupportedException if the daemon does not know the call
     */
    public void announceInterface(@Nullable String device, TypedParams parameters) {
        guest.host().call(new DomainAnnounceInterface(guest.handle(), device, parameters.list(), 0));
    }
}
