package dev.guestwire.xml.kept;

import dev.guestwire.xml.Element;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The controllers that libvirt adds because other devices need them. */
final class Implied {
    /** What such a controller may say; one with more was given by somebody. */
    private static final Set<String> USUAL = Set.of("type", "index", "model");

    private static final Set<String> USB = Set.of("", "piix3-uhci", "pci-ohci", "qemu-xhci", "nec-xhci", "ich9-ehci1");

    private static final long MOST_BUSES = 255;

    private Implied() {}

    /** {@return a definition that libvirt gave, without those of its controllers that it would add to the other one} */
    static Element without(Element kept, Element other) {
        Set<String> given = new HashSet<>();
        other.part("devices").children("controller").forEach(controller -> given.add(place(controller)));
        Set<Long> needed = needed(kept, other);
        Set<Element> gone = new HashSet<>();
        for (Element controller : kept.part("devices").children("controller")) {
            if (!given.contains(place(controller)) && isImplied(controller, needed, other.part("devices"))) {
                gone.add(controller);
            }
        }
        if (other.part("devices").children().stream().filter(Implied::isOnUsb).count() > 2) {
            gone.addAll(kept.part("devices").children("hub").stream()
                    .skip(other.part("devices").children("hub").size())
                    .toList());
        }
        return kept.withChild(
                "devices",
                devices -> devices.withContent(devices.children().stream()
                        .filter(device -> !gone.contains(device))
                        .toList()));
    }

    private static String place(Element controller) {
        return type(controller) + " " + controller.attribute("index").orElse("");
    }

    private static String type(Element controller) {
        return controller.attribute("type").orElse("");
    }

    private static boolean isOnUsb(Element device) {
        Optional<String> usb = Optional.of("usb");
        boolean isHosts =
                device.name().equals("hostdev") && device.attribute("type").equals(usb);
        return isHosts
                || device.name().equals("smartcard")
                || device.attribute("bus").equals(usb)
                || device.part("target").attribute("bus").equals(usb);
    }

    /**
     * The numbers of PCI buses that libvirt makes: those that devices are on, those below others, and one to spare where no
     * port is free.
     */
    private static Set<Long> needed(Element kept, Element other) {
        Set<Long> needed = buses(kept);
        long highest = buses(other).stream().mapToLong(Long::longValue).max().orElse(0);
        for (Element controller : other.part("devices").children("controller")) {
            highest = type(controller).equals("pci") ? Math.max(highest, index(controller)) : highest;
        }
        for (long below = 0; below <= Math.min(highest, MOST_BUSES); below++) {
            needed.add(below);
        }
        List<Long> spare = kept.part("devices").children("controller").stream()
                .filter(controller -> type(controller).equals("pci"))
                .filter(controller -> !controller.attribute("model").orElse("").endsWith("-root"))
                .map(Implied::index)
                .filter(index -> !buses(kept).contains(index))
                .toList();
        if (spare.size() == 1) {
            needed.addAll(spare);
        }
        return needed;
    }

    private static long index(Element controller) {
        return Settled.number(controller.attribute("index").orElse("0"));
    }

    /** {@return the PCI buses that devices are on} */
    private static Set<Long> buses(Element domain) {
        Set<Long> buses = new HashSet<>();
        for (Element device : domain.part("devices").children()) {
            Element address = device.part("address");
            if (address.attribute("type").equals(Optional.of("pci"))) {
                Meaning.number("/address/@bus", address.attribute("bus").orElse("0"))
                        .ifPresent(bus -> buses.add(bus.longValue()));
            }
        }
        return buses;
    }

    private static boolean isImplied(Element controller, Set<Long> needed, Element others) {
        String index = controller.attribute("index").orElse("");
        String model = controller.attribute("model").orElse("");
        boolean isPlain = controller.attributes().stream().allMatch(a -> USUAL.contains(a.name()))
                && controller.children().stream().allMatch(child -> child.name().equals("address"));
        return switch (type(controller)) {
            case "pci" -> model.endsWith("-root") || needed.contains(index(controller));
            case "usb" -> isPlain && index.equals("0") && USB.contains(model);
            case "ide", "sata" ->
                isPlain
                        && (index.equals("0")
                                || others.children("disk").stream().anyMatch(disk -> isAt(disk, controller)));
            case "scsi", "fdc" ->
                isPlain
                        && (others.children("disk").stream().anyMatch(disk -> isAt(disk, controller))
                                || others.children("hostdev").stream().anyMatch(Implied::isScsi));
            case "virtio-serial" -> isPlain && others.children().stream().anyMatch(device -> isVirtioPort(device));
            case "ccid" -> isPlain && others.has("smartcard");
            default -> false;
        };
    }

    private static boolean isAt(Element disk, Element controller) {
        return SettledDisk.bus(disk).equals(type(controller));
    }

    private static boolean isScsi(Element hostdev) {
        return hostdev.attribute("type").equals(Optional.of("scsi"));
    }

    private static boolean isVirtioPort(Element device) {
        boolean isPort = Set.of("channel", "console").contains(device.name());
        return isPort && device.part("target").attribute("type").equals(Optional.of("virtio"));
    }
}
