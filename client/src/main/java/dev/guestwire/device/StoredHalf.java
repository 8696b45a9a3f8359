package dev.guestwire.device;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device as a stored definition has it, and its way out of there. libvirt takes the first device that it finds like the one
 * described, and may put a device back that a machine has to have; so the definition is read again, and if anything else
 * became of it, the one before is defined again.
 */
final class StoredHalf {
    private final Guest guest;
    private final Device device;

    StoredHalf(Guest guest, Device device) {
        this.guest = guest;
        this.device = device;
    }

    /** {@return a sentence if the stored definition has a device still that another process has to take out there} */
    static Optional<String> seen(Guest guest, Mark mark) {
        boolean kept = mark.isStoredToo() && !mark.isGoneFrom(guest.definition(Flag.Xml.INACTIVE));
        return kept ? Optional.of("its stored definition has it still") : Optional.empty();
    }

    private Domain read() {
        return guest.definition(Flag.Xml.INACTIVE, Flag.Xml.SECURE);
    }

    /**
     * Takes it out, and looks.
     *
     * @return why it is still there; empty if it is gone
     * @throws CallFailedException if the daemon refuses; then nothing has changed
     */
    Optional<String> takeOut() {
        Domain before = read();
        List<Device> found = find(before);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            return Optional.of("the definition changed meanwhile, and has " + found.size() + " devices like it");
        }
        Device there = found.getFirst();
        String xml = there.xml().toXml();
        try {
            guest.host().call(new DomainDetachDeviceFlags(guest.handle(), xml, Flag.word(Flag.Affect.CONFIG)));
        } catch (NotFoundException missing) {
            if (find(read()).isEmpty()) {
                return Optional.empty();
            }
            throw missing;
        }
        Domain after = read();
        return fault(there, before, after).map(reason -> reason + restore(before, after));
    }

    /** The device as it was, or, if it was changed since, those like it. */
    private List<Device> find(Domain now) {
        List<Device> devices = now.devices();
        if (devices.contains(device)) {
            return List.of(device);
        }
        List<Device> alike = devices.stream()
                .filter(other -> isLike(device, other) && Identity.agree(device, other))
                .toList();
        List<Device> placed = alike.stream()
                .filter(other -> Identity.samePlace(device, other))
                .toList();
        return placed.size() == 1 ? placed : alike;
    }

    private static Optional<String> fault(Device wanted, Domain before, Domain after) {
        List<Device> lost = without(before.devices(), after.devices());
        List<Device> came = without(after.devices(), before.devices());
        if (!lost.contains(wanted)) {
            List<String> others = lost.stream()
                    .filter(other -> other.kind().equals(wanted.kind()))
                    .map(other -> other.xml().toXml())
                    .toList();
            return Optional.of(
                    others.isEmpty()
                            ? "libvirt put it back into the definition"
                            : "libvirt took another device from the definition: " + String.join(", ", others));
        }
        boolean back = came.stream().anyMatch(other -> isLike(wanted, other));
        return back ? Optional.of("libvirt put it back into the definition") : Optional.empty();
    }

    private static boolean isLike(Device one, Device other) {
        return Identity.name(one).equals(Identity.name(other));
    }

    /** {@return the devices of one list that another lacks, however often each is there} */
    static List<Device> without(List<Device> all, List<Device> others) {
        List<Device> rest = new ArrayList<>(all);
        others.forEach(rest::remove);
        return rest;
    }

    /** Defines the former definition again, unless somebody changed the definition meanwhile. */
    private String restore(Domain before, Domain after) {
        if (after.equals(before)) {
            return "";
        }
        if (!read().equals(after)) {
            return "; somebody changed the definition meanwhile, so it was left as it is";
        }
        try {
            guest.host().define(before);
        } catch (CallFailedException refused) {
            return "; the definition as it was before could not be defined again: " + refused.getMessage();
        }
        Element now = read().xml();
        return now.equals(before.xml())
                ? "; the definition was put back as it was"
                : "; the definition was defined again as it was, and libvirt changed it";
    }
}
