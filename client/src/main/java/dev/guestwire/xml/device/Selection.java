package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.PciAddress;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.StorageHost;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which device libvirt means by a description of one: the rules of qemu_hotplug.c and domain_conf.c, kind by kind. */
final class Selection {
    /** Kinds of which a guest has one at most. */
    private static final Set<String> SINGLE = Set.of("memballoon", "nvram");

    private Selection() {}

    static boolean selects(Device pattern, Device existing) {
        if (!pattern.kind().equals(existing.kind()) || pattern.getClass() != existing.getClass()) {
            return false;
        }
        return switch (pattern) {
            case Disk p -> p.target().isPresent() && p.target().equals(((Disk) existing).target());
            case NetworkInterface p -> card(p, (NetworkInterface) existing);
            case HostDevice p -> hostDevice(p, (HostDevice) existing);
            case CharDevice p -> charDevice(p, (CharDevice) existing);
            case Controller p -> controller(p, (Controller) existing);
            case Rng p -> place(p, existing) && rng(p, (Rng) existing);
            case MemoryDevice p -> place(p, existing) && name(p, existing) && memory(p, (MemoryDevice) existing);
            case SharedMemory p -> place(p, existing) && sharedMemory(p, (SharedMemory) existing);
            case Input p -> place(p, existing) && input(p, (Input) existing);
            case UsbRedirect p -> place(p, existing) && name(p, existing) && redirect(p, (UsbRedirect) existing);
            case Filesystem p ->
                place(p, existing) && name(p, existing) && given(p.target(), ((Filesystem) existing).target());
            case Watchdog p -> place(p, existing) && watchdog(p, (Watchdog) existing);
            case MinorDevice.Vsock p -> place(p, existing) && vsock(p, (MinorDevice.Vsock) existing);
            case Sound p -> place(p, existing) && sound(p, (Sound) existing);
            case MinorDevice.Lease p -> lease(p, (MinorDevice.Lease) existing);
            case Graphics p -> p.type().equals(((Graphics) existing).type());
            case Tpm p -> place(p, existing) && given(p.model(), ((Tpm) existing).model());
            case Iommu p -> iommu(p, (Iommu) existing);
            case Audio p -> p.id().equals(((Audio) existing).id());
            default -> SINGLE.contains(pattern.kind()) || (place(pattern, existing) && alike(pattern, existing));
        };
    }

    /** The address in the guest, if the pattern has one. */
    private static boolean place(Device pattern, Device existing) {
        Optional<Address> wanted = pattern.address();
        return wanted.isEmpty()
                || existing.address().filter(a -> wanted.get().sameAs(a)).isPresent();
    }

    /** The alias, if both have one: a stopped guest's devices have none. */
    private static boolean name(Device pattern, Device existing) {
        return pattern.alias().isEmpty()
                || existing.alias().isEmpty()
                || pattern.alias().equals(existing.alias());
    }

    /** For kinds that libvirt never has to find: all but address and alias. */
    private static boolean alike(Device pattern, Device existing) {
        return bare(pattern).equals(bare(existing));
    }

    private static Element bare(Device device) {
        return device.xml().without("address").without("alias");
    }

    private static boolean given(Optional<?> wanted, Optional<?> found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private static boolean card(NetworkInterface p, NetworkInterface e) {
        boolean madeUp = p.macType().filter("generated"::equals).isPresent();
        Optional<String> mac = madeUp ? Optional.empty() : p.mac().map(Selection::lower);
        boolean placed = p.address()
                .flatMap(Address::type)
                .filter(t -> t.equals("pci") || t.equals("ccw"))
                .isPresent();
        return given(mac, e.mac().map(Selection::lower)) && (!placed || place(p, e)) && name(p, e);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean hostDevice(HostDevice p, HostDevice e) {
        if (!p.mode().equals(e.mode()) || !p.type().equals(e.type())) {
            return false;
        }
        HostDevice.Source wanted = p.source();
        HostDevice.Source found = e.source();
        return switch (p.type().orElse("")) {
            case "pci" -> samePci(wanted.pciAddress(), found.pciAddress());
            case "mdev" -> wanted.mdevUuid().isPresent() && wanted.mdevUuid().equals(found.mdevUuid());
            case "usb" -> usb(wanted, found);
            case "scsi" -> scsi(wanted, found);
            case "scsi_host" ->
                wanted.protocol().equals(found.protocol()) && wanted.wwpn().equals(found.wwpn());
            default ->
                wanted.blockDevice().equals(found.blockDevice())
                        && wanted.charDevice().equals(found.charDevice())
                        && wanted.netInterface().equals(found.netInterface());
        };
    }

    private static boolean samePci(Optional<PciAddress> wanted, Optional<PciAddress> found) {
        return wanted.isPresent() && wanted.equals(found);
    }

    private static boolean usb(HostDevice.Source wanted, HostDevice.Source found) {
        Address address = wanted.address();
        if (isNumbered(address.bus()) && isNumbered(address.device())) {
            return address.bus().equals(found.address().bus())
                    && address.device().equals(found.address().device());
        }
        if (isNumbered(address.bus()) && address.port().isPresent()) {
            return address.bus().equals(found.address().bus())
                    && address.port().equals(found.address().port());
        }
        return wanted.vendorId().isPresent()
                && sameHex(wanted.vendorId(), found.vendorId())
                && sameHex(wanted.productId(), found.productId());
    }

    /** Zero is libvirt's word for "not given". */
    private static boolean isNumbered(Optional<Integer> number) {
        return number.orElse(0) != 0;
    }

    private static boolean sameHex(Optional<String> wanted, Optional<String> found) {
        return wanted.map(Selection::hex).equals(found.map(Selection::hex));
    }

    private static String hex(String id) {
        return lower(id).replaceFirst("^0x0*", "");
    }

    private static boolean scsi(HostDevice.Source wanted, HostDevice.Source found) {
        if (wanted.protocol().isPresent()) {
            return wanted.name().equals(found.name()) && firstHost(wanted).equals(firstHost(found));
        }
        Address address = wanted.address();
        return wanted.adapter().equals(found.adapter())
                && address.bus().equals(found.address().bus())
                && address.target().equals(found.address().target())
                && address.unit().equals(found.address().unit());
    }

    private static Optional<StorageHost> firstHost(HostDevice.Source source) {
        return source.hosts().stream().findFirst();
    }

    private static boolean charDevice(CharDevice p, CharDevice e) {
        return p.type().equals(e.type())
                && given(p.targetType(), e.targetType())
                && p.targetName().equals(e.targetName())
                && p.targetAddress().equals(e.targetAddress())
                && p.targetPort().equals(e.targetPort())
                && (!p.type().equals("tcp") || protocol(p).equals(protocol(e)))
                && sameSource(p.type(), p.source(), e.source());
    }

    /** What libvirt fills in. */
    private static String protocol(CharDevice device) {
        return device.protocol().orElse("raw");
    }

    private static boolean sameSource(String type, CharSource p, CharSource e) {
        return switch (type) {
            case "tcp", "udp" ->
                p.host().equals(e.host())
                        && p.service().equals(e.service())
                        && p.mode().equals(e.mode());
            case "unix" ->
                p.path().equals(e.path())
                        && p.mode().equals(e.mode())
                        && p.reconnect().equals(e.reconnect());
            case "nmdm" -> p.master().equals(e.master()) && p.slave().equals(e.slave());
            case "spiceport", "dbus" -> p.channel().equals(e.channel());
            case "pty", "dev", "file", "pipe" -> p.path().equals(e.path());
            default -> true;
        };
    }

    private static boolean controller(Controller p, Controller e) {
        return p.type().equals(e.type()) && p.index().equals(e.index());
    }

    private static boolean rng(Rng p, Rng e) {
        return p.model().equals(e.model())
                && p.backendModel().equals(e.backendModel())
                && p.rateBytes().equals(e.rateBytes())
                && (p.rateBytes().isEmpty() || period(p).equals(period(e)))
                && p.backend().type().equals(e.backend().type())
                && sameSources(p.backend(), e.backend())
                && path(p).equals(path(e));
    }

    /** A running guest's sources say more than stored ones, such as whether they are encrypted. */
    private static boolean sameSources(Rng.Backend p, Rng.Backend e) {
        String type = p.type().orElse("");
        List<CharSource> wanted = p.sources();
        List<CharSource> found = e.sources();
        return wanted.size() == found.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(index -> sameSource(type, wanted.get(index), found.get(index)));
    }

    private static Long period(Rng rng) {
        return rng.ratePeriodMilliseconds().orElse(1000L);
    }

    private static String path(Rng rng) {
        boolean random = rng.backendModel().filter("random"::equals).isPresent();
        return random ? rng.backend().path().orElse("/dev/random") : "";
    }

    private static boolean memory(MemoryDevice p, MemoryDevice e) {
        return p.model().equals(e.model())
                && p.node().equals(e.node())
                && sameSize(p.size(), e.size())
                && sameSize(p.blockSize(), e.blockSize())
                && sameSize(p.requested(), e.requested())
                && sameSize(p.pageSize(), e.pageSize())
                && p.nodeMask().equals(e.nodeMask())
                && p.sourcePath().equals(e.sourcePath());
    }

    private static boolean sameSize(Optional<Size> one, Optional<Size> other) {
        return one.map(Size::bytes).equals(other.map(Size::bytes));
    }

    private static boolean sharedMemory(SharedMemory p, SharedMemory e) {
        return p.name().equals(e.name())
                && sameSize(p.size(), e.size())
                && p.model().orElse("ivshmem").equals(e.model().orElse("ivshmem"))
                && p.role().equals(e.role())
                && p.hasServer() == e.hasServer()
                && p.serverPath().equals(e.serverPath())
                && p.msiVectors().equals(e.msiVectors())
                && p.msiIoEventFd().equals(e.msiIoEventFd());
    }

    private static boolean input(Input p, Input e) {
        return p.type().equals(e.type())
                && bus(p).equals(bus(e))
                && p.eventDevice().equals(e.eventDevice())
                && p.device().equals(e.device());
    }

    /** What libvirt fills in on x86. */
    private static String bus(Input input) {
        return input.bus()
                .orElse(
                        switch (input.type()) {
                            case "mouse", "keyboard" -> "ps2";
                            case "passthrough" -> "virtio";
                            case "evdev" -> "none";
                            default -> "usb";
                        });
    }

    private static boolean redirect(UsbRedirect p, UsbRedirect e) {
        return p.bus().equals(e.bus()) && p.type().equals(e.type()) && sameSource(p.type(), p.source(), e.source());
    }

    private static boolean watchdog(Watchdog p, Watchdog e) {
        return p.model().equals(e.model()) && p.action().equals(e.action());
    }

    private static boolean vsock(MinorDevice.Vsock p, MinorDevice.Vsock e) {
        return given(p.model(), e.model())
                && p.cidAuto().orElse(false).equals(e.cidAuto().orElse(false));
    }

    private static boolean sound(Sound p, Sound e) {
        return p.model().equals(e.model()) && Objects.equals(View.elements(p.codecs()), View.elements(e.codecs()));
    }

    /** From libvirt 11.5 on a guest may have several, each for a bus of its own. */
    private static boolean iommu(Iommu p, Iommu e) {
        return place(p, e)
                && p.model().equals(e.model())
                && given(
                        Leaf.attribute(p.xml(), "driver", "pciBus").number(),
                        Leaf.attribute(e.xml(), "driver", "pciBus").number());
    }

    private static boolean lease(MinorDevice.Lease p, MinorDevice.Lease e) {
        return p.key().equals(e.key()) && p.lockspace().equals(e.lockspace());
    }
}
