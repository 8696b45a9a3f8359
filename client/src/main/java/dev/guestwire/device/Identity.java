package dev.guestwire.device;

import dev.guestwire.xml.View;
import dev.guestwire.xml.device.CharDevice;
import dev.guestwire.xml.device.CharSource;
import dev.guestwire.xml.device.Controller;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.Filesystem;
import dev.guestwire.xml.device.HostDevice;
import dev.guestwire.xml.device.Input;
import dev.guestwire.xml.device.MemoryDevice;
import dev.guestwire.xml.device.MinorDevice;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.device.Rng;
import dev.guestwire.xml.device.SharedMemory;
import dev.guestwire.xml.device.Sound;
import dev.guestwire.xml.device.UsbRedirect;
import dev.guestwire.xml.device.Watchdog;
import dev.guestwire.xml.storage.StorageHost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who a device is, in words that the document of a running guest and its stored definition share. What only one of the two
 * has never counts: addresses, aliases that libvirt made up, pseudo terminals, generated paths.
 */
final class Identity {
    /** Types of character devices whose path libvirt makes up in a running guest. */
    private static final Set<String> GENERATED_PATH = Set.of("pty", "unix");

    private static final String USERS = "ua-";

    private Identity() {}

    /** {@return the alias that the user gave; it is in both documents} */
    static Optional<String> usersAlias(Device device) {
        return device.alias().filter(Identity::isUsers);
    }

    static boolean isUsers(String alias) {
        return alias.startsWith(USERS);
    }

    /** {@return what names it among its kind; empty for kinds of which several may be alike} */
    static Optional<List<String>> key(Device device) {
        return switch (device) {
            case Disk disk -> disk.target().map(target -> key(disk, target));
            case NetworkInterface card -> card.mac().map(mac -> key(card, lower(mac)));
            case HostDevice host -> Optional.of(hostKey(host));
            case CharDevice line -> lineKey(line);
            case Controller one -> one.index().map(index -> key(one, one.type(), index));
            case Filesystem shared -> shared.target().map(target -> key(shared, target));
            case SharedMemory memory -> Optional.of(key(memory, memory.name()));
            case MinorDevice.Lease lease -> Optional.of(key(lease, lease.lockspace(), lease.key()));
            case Input input -> input.eventDevice().or(input::device).map(source -> key(input, input.type(), source));
            case MemoryDevice memory -> memory.sourcePath().map(path -> key(memory, path));
            default -> Optional.empty();
        };
    }

    /** {@return what names it, or else what it is like} */
    static List<String> name(Device device) {
        return key(device).orElseGet(() -> shape(device));
    }

    private static List<String> key(Device device, Object... parts) {
        return List.of(device.kind(), List.of(parts).toString());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> hostKey(HostDevice device) {
        HostDevice.Source source = device.source();
        return key(
                device,
                device.mode(),
                device.type(),
                source.pciAddress(),
                source.mdevUuid(),
                source.vendorId().map(Identity::lower),
                source.productId().map(Identity::lower),
                source.address().bus(),
                source.address().device(),
                source.address().target(),
                source.address().unit(),
                source.adapter(),
                source.wwpn(),
                source.name(),
                source.hosts().stream().map(StorageHost::xml).toList(),
                source.blockDevice(),
                source.charDevice(),
                source.netInterface());
    }

    /** A console's port is its number among those there are, which may differ in the two documents. */
    private static Optional<List<String>> lineKey(CharDevice line) {
        if (line.targetName().isPresent() || line.targetAddress().isPresent()) {
            return Optional.of(
                    key(line, line.targetType(), line.targetName(), line.targetAddress(), line.targetPort()));
        }
        return line.kind().equals("serial") || line.kind().equals("parallel")
                ? Optional.of(key(line, line.type(), line.targetPort(), source(line.type(), line.source())))
                : Optional.empty();
    }

    private static List<Object> source(String type, CharSource source) {
        return List.of(
                GENERATED_PATH.contains(type) ? "" : source.path(), source.host(), source.service(), source.channel());
    }

    /** {@return what it is like: equal of devices that nothing but their place in the guest tells apart} */
    static List<String> shape(Device device) {
        return switch (device) {
            case Rng rng ->
                key(
                        rng,
                        rng.model(),
                        rng.backendModel(),
                        rng.backend().path(),
                        rng.backend().sources().stream()
                                .map(one -> source(rng.backend().type().orElse(""), one))
                                .toList(),
                        rng.rateBytes());
            case MemoryDevice memory ->
                key(
                        memory,
                        memory.model(),
                        memory.size().map(size -> size.bytes()),
                        memory.node(),
                        memory.sourcePath());
            case Input input ->
                key(input, input.type(), input.bus(), input.model(), input.eventDevice(), input.device());
            case UsbRedirect one -> key(one, one.bus(), one.type(), source(one.type(), one.source()));
            case Watchdog watchdog -> key(watchdog, watchdog.model(), watchdog.action());
            case Sound sound -> key(sound, sound.model(), View.elements(sound.codecs()));
            case MinorDevice.Vsock vsock -> key(vsock, vsock.model());
            case Controller one -> key(one, one.type(), one.model());
            case CharDevice line -> key(line, line.type(), line.targetType(), source(line.type(), line.source()));
            default -> key(device).orElseGet(() -> key(device, bare(device)));
        };
    }

    private static String bare(Device device) {
        return device.xml().without("address").without("alias").toXml();
    }

    /** Whether nothing that both documents should share says that two devices of one key are different ones. */
    static boolean agree(Device one, Device other) {
        boolean models =
                !(one instanceof Controller a) || !(other instanceof Controller b) || agree(a.model(), b.model());
        boolean paths = !(one instanceof CharDevice a)
                || !(other instanceof CharDevice b)
                || (a.type().equals(b.type()) && (a.type().equals("pty") || agree(path(a), path(b))));
        return models && paths && agree(usersAlias(one), usersAlias(other));
    }

    private static Optional<String> path(CharDevice line) {
        return line.source().path();
    }

    private static boolean agree(Optional<?> one, Optional<?> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    static boolean samePlace(Device one, Device other) {
        return one.address().isPresent()
                && other.address()
                        .filter(place -> place.sameAs(one.address().get()))
                        .isPresent();
    }

    /** For descriptions that leave the number to libvirt. */
    private static boolean isLikenessEnough(Device description) {
        return switch (description) {
            case CharDevice line ->
                line.targetName().isEmpty()
                        && line.targetAddress().isEmpty()
                        && (line.kind().equals("console") || line.targetPort().isEmpty());
            case Controller one -> one.index().isEmpty();
            default -> false;
        };
    }

    /** Whether a description means a device, without what only one of the two documents has. */
    static boolean means(Device description, Device device) {
        if (!description.kind().equals(device.kind())) {
            return false;
        }
        Optional<List<String>> wanted = key(description);
        if (wanted.isPresent() && wanted.equals(key(device))) {
            return agree(description, device);
        }
        if (isLikenessEnough(description) && shape(description).equals(shape(device))) {
            return agree(description, device);
        }
        Device plain = description.withAddress(null);
        Device anywhere = usersAlias(plain).isPresent() ? plain : plain.withAlias(null);
        return anywhere.selects(device);
    }
}
