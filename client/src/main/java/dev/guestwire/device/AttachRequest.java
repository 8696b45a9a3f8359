package dev.guestwire.device;

import dev.guestwire.DeviceEvent;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.rpc.turn.Listening;
import dev.guestwire.xml.device.Device;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A request to plug in a device, of any kind, and to have it as the guest sees it: with its alias and address. Immutable.
 *
 * <p>Unless it says otherwise, the device comes to the guest that runs and to its stored definition: to those of the two that
 * there are. The daemon changes both or none.
 */
public final class AttachRequest {
    private final Guest guest;
    private final Device device;
    private final Set<Flag.Affect> affected;

    private AttachRequest(Guest guest, Device device, Set<Flag.Affect> affected) {
        this.guest = guest;
        this.device = device;
        this.affected = affected;
    }

    /** Creates a request for a device. */
    public AttachRequest(Guest guest, Device device) {
        this(guest, device, Set.of());
    }

    /** {@return this request, for the guest that runs} */
    public AttachRequest live() {
        return with(Flag.Affect.LIVE);
    }

    /** {@return this request, for the stored definition} */
    public AttachRequest persistent() {
        return with(Flag.Affect.CONFIG);
    }

    private AttachRequest with(Flag.Affect one) {
        EnumSet<Flag.Affect> both = EnumSet.of(one);
        both.addAll(affected);
        return new AttachRequest(guest, device, Set.copyOf(both));
    }

    /**
     * Plugs it in: {@code virDomainAttachDeviceFlags}; and waits for {@link DeviceEvent.Added} of it, if it comes to a guest
     * that runs. When patience ends, the definition is enough: not every daemon tells of every device.
     *
     * @return the device as the guest has it now
     * @throws dev.guestwire.error.CallFailedException if the daemon refuses; then nothing has changed
     * @throws InvalidInputException if the definition has several such devices afterwards, or none
     */
    public Device await(Duration patience) throws InterruptedException {
        Listening.refuseWait(guest.host(), "The wait for a device of guest " + guest.name());
        Set<Flag.Affect> parts = affected.isEmpty() ? bothThereAre() : affected;
        BlockingQueue<String> added = new LinkedBlockingQueue<>();
        try (var listening = guest.onEvent(DeviceEvent.Added.class, event -> added.add(event.alias()))) {
            guest.attach(device, parts.toArray(new Flag.Affect[0]));
            if (!parts.contains(Flag.Affect.LIVE)) {
                return only(guest.definition(Flag.Xml.INACTIVE).selectedBy(device));
            }
            Device plugged = only(guest.definition().selectedBy(device));
            awaitAlias(plugged.alias().orElse(""), added, patience);
            return plugged;
        }
    }

    private Set<Flag.Affect> bothThereAre() {
        EnumSet<Flag.Affect> parts = EnumSet.noneOf(Flag.Affect.class);
        if (guest.isActive()) {
            parts.add(Flag.Affect.LIVE);
        }
        if (guest.isPersistent()) {
            parts.add(Flag.Affect.CONFIG);
        }
        return parts;
    }

    private static void awaitAlias(String alias, BlockingQueue<String> added, Duration patience)
            throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        String heard;
        do {
            heard = added.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (heard != null && !heard.equals(alias));
    }

    private Device only(List<Device> found) {
        if (found.size() != 1) {
            throw new InvalidInputException(
                    "Guest " + guest.name() + " has " + found.size() + " devices like the " + device.kind()
                            + " that was plugged in",
                    null);
        }
        return found.getFirst();
    }

    /** {@return the request in words} */
    @Override
    public String toString() {
        return "AttachRequest[" + device.kind() + " of guest " + guest.name() + "]";
    }
}
