package dev.guestwire.device;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A request to unplug a device, of any kind. Immutable.
 *
 * <p>Unless it says otherwise, the device goes from the guest that runs and from its stored definition: from those of the two
 * that have it. It may be described as either of the two has it: both are looked at, and the device of one is found in the
 * other by what both know of it (target, MAC address, user's alias and so on), not by its address in the guest. The running
 * guest comes first; the stored definition keeps the device until that has let go, so nothing changes if it does not. A guest
 * that is started again meanwhile comes back with the device.
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

    private record At(Guest guest, String alias, boolean storedToo) {
        At withStored(boolean too) {
            return new At(guest, alias, too);
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
     * Starts it: {@code virDomainDetachDeviceAlias} for the guest that runs, and, when that has let go,
     * {@code virDomainDetachDeviceFlags} for the stored definition. Returns when the guest was asked; the one that is at work
     * already if there is one. If only the stored definition has the device, it has ended on return.
     *
     * @throws InvalidInputException if several devices are meant, or if both documents have devices like it and nothing tells
     *     which of them are the same; then nothing has changed
     * @throws dev.guestwire.error.NotFoundException if there is no such device
     * @throws dev.guestwire.error.CallFailedException if the daemon refuses; then nothing has changed
     */
    public Detachment start() {
        boolean active = guest.isActive();
        boolean persistent = guest.isPersistent();
        Optional<Domain> running = active ? Optional.of(guest.definition()) : Optional.empty();
        Optional<Domain> stored =
                persistent ? Optional.of(guest.definition(Flag.Xml.INACTIVE, Flag.Xml.SECURE)) : Optional.empty();
        boolean live = affected.isEmpty() ? active : affected.contains(Flag.Affect.LIVE);
        boolean config = affected.isEmpty() ? persistent : affected.contains(Flag.Affect.CONFIG);
        Pairing pairing = new Pairing(running, stored);
        Optional<Pairing.Twin> found = which.in(
                pairing,
                twin -> (live && twin.running().isPresent())
                        || (config && twin.stored().isPresent()),
                guest.name());
        if (found.isEmpty() && which.isDoubtful(pairing)) {
            throw doubtful();
        }
        if (found.isEmpty()) {
            refuse();
        }
        Pairing.Twin twin = found.orElseThrow();
        if (twin.isDoubtful() && live && config) {
            throw doubtful();
        }
        return start(
                live ? twin.running() : Optional.empty(),
                config ? twin.stored() : Optional.empty(),
                Mark.of(running, twin, config ? stored : Optional.empty()));
    }

    private Detachment start(Optional<Device> plugged, Optional<Device> stored, Mark mark) {
        Optional<StoredHalf> half = stored.map(device -> new StoredHalf(guest, device));
        String alias = plugged.or(() -> stored).flatMap(Device::alias).orElse(which.toString());
        JobRef ref = new JobRef(JobRef.Kind.DETACHMENT, guest.uuid(), Optional.of(alias), Instant.now());
        Detachment fresh =
                new Detachment(ref.with(mark.before()), repeats, new LiveHalf(guest, alias, plugged, mark), half);
        if (plugged.isEmpty()) {
            fresh.storedOnly();
            return fresh;
        }
        return atWork(new At(guest, alias, half.isPresent()), fresh);
    }

    private InvalidInputException doubtful() {
        return new InvalidInputException(
                "Guest " + guest.name() + " and its stored definition have different numbers of devices like " + which
                        + ", and nothing tells which are the same: describe it as the one of the two has it from which it shall"
                        + " go, and ask for that one alone; or give such devices an alias that begins with ua-",
                null);
    }

    private static Detachment atWork(At at, Detachment fresh) {
        // one that has ended may still be listed for a moment: its device is another one
        Detachment first = AT_WORK.compute(
                at, (key, listed) -> listed == null || listed.outcome().isPresent() ? fresh : listed);
        if (first != fresh) {
            return first;
        }
        fresh.onEnd(() -> AT_WORK.remove(at, fresh));
        fresh.begin(AT_WORK.containsKey(at.withStored(!at.storedToo())));
        return fresh;
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
        throw new InvalidInputException(
                "The documents of guest " + guest.name() + " have no such device: " + which
                        + "; but the daemon found one and was asked to take it: the documents tell now whether it went",
                null);
    }

    /** {@return the request in words} */
    @Override
    public String toString() {
        return "DetachRequest[" + which + " of guest " + guest.name() + "]";
    }
}
