package dev.guestwire.device;

import dev.guestwire.DeviceEvent;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Evidence;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.rpc.turn.Listening;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A request to plug in a device, of any kind, and to have it as the guest sees it: with its alias and address. Immutable.
 *
 * <p>Unless it says otherwise, the device comes to the guest that runs and to its stored definition: to those of the two that
 * there are. The daemon changes both or none.
 */
public final class AttachRequest {
    /** One attachment to a guest at a time, so that each knows which device is its own. */
    private static final List<ReentrantLock> TURNS =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    /** How long a call is waited for although patience is at its end. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** How long to wait for the event of a device that is there: libvirt has none of some kinds. */
    private static final Duration EVENT = Duration.ofSeconds(2);

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
     * Plugs it in: {@code virDomainAttachDeviceFlags}; and waits up to 2 s for {@link DeviceEvent.Added} of it, if it comes to a
     * guest that runs. The document is enough: libvirt has no event of some kinds.
     *
     * <p>The answer is the device that is in the document now and was not before, whatever libvirt added to it, and however
     * many were like it. If the device came to a running guest, that is the one the running guest has, also when the stored
     * definition got it, too.
     *
     * @param patience how long at most; each call is given a second at least
     * @return the device as the guest has it now
     * @throws dev.guestwire.error.CallFailedException if the daemon refuses; then nothing has changed
     * @throws DeadlineExceededException if the daemon does not answer in time; then it may have been plugged in
     * @throws JobNotCompletedException if it was plugged in, and the document cannot be read or does not show it any more
     */
    public Device await(Duration patience) throws InterruptedException {
        Listening.refuseWait(guest.host(), "The wait for a device of guest " + guest.name());
        long until = System.nanoTime() + saturated(patience);
        ReentrantLock turn = TURNS.get(Math.floorMod(guest.uuid().hashCode(), TURNS.size()));
        boolean mine = turn.tryLock(left(until), TimeUnit.NANOSECONDS);
        try {
            return await(until, patience);
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }

    private Device await(long until, Duration patience) throws InterruptedException {
        Set<Flag.Affect> parts = affected.isEmpty() ? bothThereAre() : affected;
        boolean live = parts.contains(Flag.Affect.LIVE);
        BlockingQueue<String> added = new LinkedBlockingQueue<>();
        try (var listening = guest.onEvent(DeviceEvent.Added.class, event -> added.add(event.alias()))) {
            Domain before = document(live, until);
            int flags = Flag.word(parts.toArray(new Flag.Affect[0]));
            guest.host()
                    .call(
                            new DomainAttachDeviceFlags(
                                    guest.handle(), device.xml().toXml(), flags),
                            time(until));
            Device plugged = fresh(before, afterwards(live, until, patience))
                    .orElseThrow(() -> notThere("its guest's document does not show it"));
            if (live && plugged.alias().isPresent()) {
                awaitAlias(plugged.alias().get(), added, until);
            }
            return plugged;
        }
    }

    private Domain document(boolean live, long until) {
        int flags = live ? 0 : Flag.word(Flag.Xml.INACTIVE);
        return Domain.parse(guest.host()
                .call(new DomainGetXmlDesc(guest.handle(), flags), time(until))
                .xml());
    }

    private Domain afterwards(boolean live, long until, Duration patience) {
        try {
            return document(live, until);
        } catch (LibvirtException unreadable) {
            throw notThere("its guest's document could not be read within " + patience.toMillis() + " ms: "
                    + unreadable.getMessage());
        }
    }

    private JobNotCompletedException notThere(String why) {
        return new JobNotCompletedException(
                "Attachment of the " + device.kind() + " to guest " + guest.name(),
                JobNotCompletedException.Status.UNKNOWN,
                "the daemon plugged it in, but " + why,
                Evidence.ANSWER.toString());
    }

    /** The device that came: if others of its kind came with it, or by somebody else, the one most like it. */
    private Optional<Device> fresh(Domain before, Domain after) {
        List<Device> came = StoredHalf.without(after.devices(), before.devices()).stream()
                .filter(other -> other.kind().equals(device.kind()))
                .filter(other -> other.alias().flatMap(before::findByAlias).isEmpty())
                .toList();
        return came.stream()
                .filter(other -> Identity.usersAlias(device).isPresent()
                        && device.alias().equals(other.alias()))
                .findFirst()
                .or(() -> came.stream().filter(device::selects).findFirst())
                .or(() -> came.stream()
                        .filter(other -> Identity.means(device, other))
                        .findFirst())
                .or(() -> came.stream().findFirst());
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

    private static void awaitAlias(String alias, BlockingQueue<String> added, long until) throws InterruptedException {
        long last = Math.min(until, System.nanoTime() + EVENT.toNanos());
        String heard;
        do {
            heard = added.poll(left(last), TimeUnit.NANOSECONDS);
        } while (heard != null && !heard.equals(alias));
    }

    private static long left(long until) {
        return Math.max(0, until - System.nanoTime());
    }

    private static Duration time(long until) {
        Duration left = Duration.ofNanos(left(until));
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private static long saturated(Duration patience) {
        Duration longest = Duration.ofDays(36_500);
        return patience.compareTo(longest) > 0 ? longest.toNanos() : patience.toNanos();
    }

    /** {@return the request in words} */
    @Override
    public String toString() {
        return "AttachRequest[" + device.kind() + " of guest " + guest.name() + "]";
    }
}
