package dev.guestwire.device;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A request to unplug a device, of any kind. Immutable.
 *
 * <p>Unless it says otherwise, the device goes from the guest that runs and from its stored definition: from those of the two
 * that there are. The stored definition comes first, so that a guest which is reset or restarted meanwhile does not come back
 * with a device that is meant for somebody else; if the running guest keeps the device, it is put back there.
 *
 * <pre>{@code
 * guest.detachment(disk).attempts(8, Duration.ofSeconds(20)).start().await(Duration.ofMinutes(3));
 * }</pre>
 */
public final class DetachRequest {
    private static final int ATTEMPTS = 8;
    private static final Duration WAIT = Duration.ofSeconds(20);

    /** What is at work, so that a device is asked for once at a time: QEMU may drop a request for the next one. */
    private static final Map<At, Detachment> AT_WORK = new ConcurrentHashMap<>();

    private final Guest guest;
    private final Which which;
    private final Set<Flag.Affect> affected;
    private final Detachment.Repeats repeats;

    private record At(Guest guest, String alias) {}

    /** A device, by what it is like or by its alias. */
    private record Which(Optional<Device> like, String alias) {
        List<Device> in(Domain domain) {
            return like.isPresent()
                    ? domain.selectedBy(like.get())
                    : domain.findByAlias(alias).stream().toList();
        }

        Optional<Device> one(Domain domain) {
            List<Device> found = in(domain);
            if (found.size() > 1) {
                throw new InvalidInputException(
                        found.size() + " devices of guest " + domain.name() + " are like " + this
                                + ": name one by its alias",
                        null);
            }
            return found.stream().findFirst();
        }

        @Override
        public String toString() {
            return like.map(device -> "the " + device.kind() + " described").orElse(alias);
        }
    }

    private DetachRequest(Guest guest, Which which, Set<Flag.Affect> affected, Detachment.Repeats repeats) {
        this.guest = guest;
        this.which = which;
        this.affected = affected;
        this.repeats = repeats;
    }

    /** Creates a request for the device that a description {@linkplain Device#selects selects}. */
    public DetachRequest(Guest guest, Device device) {
        this(guest, new Which(Optional.of(device), ""), Set.of(), new Detachment.Repeats(ATTEMPTS, WAIT));
    }

    /** Creates a request for the device of an alias. */
    public DetachRequest(Guest guest, String alias) {
        this(guest, new Which(Optional.empty(), alias), Set.of(), new Detachment.Repeats(ATTEMPTS, WAIT));
    }

    /** {@return this request, for the guest that runs} */
    public DetachRequest live() {
        return with(Flag.Affect.LIVE);
    }

    /** {@return this request, for the stored definition} */
    public DetachRequest persistent() {
        return with(Flag.Affect.CONFIG);
    }

    private DetachRequest with(Flag.Affect one) {
        EnumSet<Flag.Affect> both = EnumSet.of(one);
        both.addAll(affected);
        return new DetachRequest(guest, which, Set.copyOf(both), repeats);
    }

    /**
     * {@return this request, which asks the guest so many times} Else: 8 times, every 20 s.
     *
     * @throws InvalidInputException if one of the two is not positive
     */
    public DetachRequest attempts(int number, Duration wait) {
        if (number <= 0 || wait.isNegative() || wait.isZero()) {
            throw new InvalidInputException(
                    "Attempts and the wait between them must be positive: " + number + ", " + wait, null);
        }
        return new DetachRequest(guest, which, affected, new Detachment.Repeats(number, wait));
    }

    /**
     * Starts it: {@code virDomainDetachDeviceFlags} for the stored definition, and {@code virDomainDetachDeviceAlias} for
     * the guest that runs. Returns when the guest was asked; the one that is at work already if there is one.
     *
     * @throws dev.guestwire.error.NotFoundException if there is no such device
     * @throws dev.guestwire.error.CallFailedException if the daemon refuses; then nothing has changed
     */
    public Detachment start() {
        Optional<Device> running = wants(Flag.Affect.LIVE) ? which.one(guest.definition()) : Optional.empty();
        Optional<Device> stored = wants(Flag.Affect.CONFIG) ? stored(running) : Optional.empty();
        if (running.isEmpty() && stored.isEmpty()) {
            refuse();
        }
        String alias = running.or(() -> stored).flatMap(Device::alias).orElse(which.toString());
        Detachment fresh = new Detachment(
                guest,
                Detachment.ref(guest, alias),
                repeats,
                stored.map(device -> device.xml().toXml()));
        if (running.isEmpty()) {
            fresh.storedOnly();
            return fresh;
        }
        return atWork(new At(guest, alias), fresh);
    }

    private static Detachment atWork(At at, Detachment fresh) {
        Detachment earlier = AT_WORK.putIfAbsent(at, fresh);
        if (earlier != null) {
            return earlier;
        }
        fresh.onEnd(() -> AT_WORK.remove(at, fresh));
        fresh.begin();
        return fresh;
    }

    private boolean wants(Flag.Affect part) {
        if (!affected.isEmpty()) {
            return affected.contains(part);
        }
        return part == Flag.Affect.LIVE ? guest.isActive() : guest.isPersistent();
    }

    private Optional<Device> stored(Optional<Device> running) {
        Domain next = guest.definition(Flag.Xml.INACTIVE, Flag.Xml.SECURE);
        Which same = which.like().isEmpty() && running.isPresent() ? new Which(running, "") : which;
        return same.one(next);
    }

    /** The daemon says best what is wrong. */
    private void refuse() {
        Flag.Affect[] parts = affected.toArray(new Flag.Affect[0]);
        if (which.like().isPresent()) {
            String like = which.like().get().xml().toXml();
            guest.host().call(new DomainDetachDeviceFlags(guest.handle(), like, Flag.word(parts)));
        } else {
            guest.host().call(new DomainDetachDeviceAlias(guest.handle(), which.alias(), Flag.word(parts)));
        }
        throw new InvalidInputException("Guest " + guest.name() + " has no such device: " + which, null);
    }

    /** {@return the request in words} */
    @Override
    public String toString() {
        return "DetachRequest[" + which + " of guest " + guest.name() + "]";
    }
}
