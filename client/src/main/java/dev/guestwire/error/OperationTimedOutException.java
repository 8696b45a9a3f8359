package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.DomainAttachDevice;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainDetachDevice;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainSetVcpu;
import dev.guestwire.protocol.remote.DomainSetVcpus;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import java.util.Set;

/**
 * The daemon gave up waiting. libvirt has one code for two things: it waited in vain until another job of the same guest was
 * over, and did nothing; or it sent what was asked for to the hypervisor, and the guest has not followed yet, as when virtual
 * CPUs are taken out. {@link #mayHaveRun} tells them apart.
 */
public final class OperationTimedOutException extends CallFailedException {
    private static final long serialVersionUID = 1;

    /** The calls in which QEMU's driver sends a request and then waits a few seconds for the guest to follow. */
    private static final Set<Class<?>> ASKING_THE_GUEST = Set.of(
            DomainSetVcpus.class,
            DomainSetVcpusFlags.class,
            DomainSetVcpu.class,
            DomainAttachDevice.class,
            DomainAttachDeviceFlags.class,
            DomainUpdateDeviceFlags.class,
            DomainDetachDevice.class,
            DomainDetachDeviceFlags.class,
            DomainDetachDeviceAlias.class);

    OperationTimedOutException(Call<?> call, RemoteError error) {
        super(call, error);
    }

    /**
     * {@return whether what was asked for may have been done in part, or may still happen}
     *
     * <p>True for calls that ask the guest to take or give up devices or virtual CPUs, unless the daemon says that it waited
     * for another job of the guest. False for all others: nothing was done, and the call can be repeated later.
     */
    public boolean mayHaveRun() {
        return ASKING_THE_GUEST.contains(call().getClass()) && !Refusal.waitedForAnotherJob(error());
    }
}
