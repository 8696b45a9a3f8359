package dev.guestwire.xml.kept;

import dev.guestwire.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disk as libvirt keeps it, as far as the definition alone decides that. */
final class SettledDisk {
    /** The bus that a disk is at if only its name is given, by the name's letters. */
    private static final Map<String, String> BUSES =
            Map.of("hd", "ide", "sd", "scsi", "fd", "fdc", "vd", "virtio", "xvd", "xen", "ubd", "uml");

    private SettledDisk() {}

    static Element of(Element disk) {
        Element now = withoutIndexes(disk).without("mirror");
        if (disk.attribute("device").equals(Optional.of("cdrom"))) {
            now = now.withFlag("readonly", true);
        }
        now = SettledDevices.changed(now, "source", SettledDisk::logicalUnit);
        if (now.child("source").filter(SettledDisk::isEmpty).isPresent()) {
            now = now.without("source");
        }
        if (!now.has("source")) {
            // a drive without a medium is of no kind
            now = now.withAttribute("type", "file");
        }
        return now.has("address") ? now : drive(now).map(now::plus).orElse(now);
    }

    private static boolean isEmpty(Element source) {
        return source.attributes().isEmpty() && source.children().isEmpty();
    }

    /** An iSCSI target without a unit means its first one. */
    static Element logicalUnit(Element source) {
        return source.attribute("protocol")
                .filter("iscsi"::equals)
                .flatMap(iscsi -> source.attribute("name"))
                .filter(name -> !name.contains("/"))
                .map(name -> source.withAttribute("name", name + "/0"))
                .orElse(source);
    }

    /** A file has no number among those that are open, until its guest runs. */
    private static Element withoutIndexes(Element e) {
        boolean isImage = List.of("source", "backingStore").contains(e.name());
        Element now = isImage ? e.withAttribute("index", null) : e;
        return e.children().isEmpty()
                ? now
                : now.withContent(
                        e.children().stream().map(SettledDisk::withoutIndexes).toList());
    }

    /** {@return the bus a disk is at} */
    static String bus(Element disk) {
        Element target = disk.part("target");
        String dev = target.attribute("dev").orElse("");
        return target.attribute("bus")
                .or(() -> BUSES.entrySet().stream()
                        .filter(bus -> dev.matches(bus.getKey() + "[a-z]+[0-9]*"))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .orElse("");
    }

    /** {@return the address at a controller that libvirt derives from a disk's name, empty if it does not} */
    private static Optional<Element> drive(Element disk) {
        int index = index(disk.part("target").attribute("dev").orElse(""));
        if (index < 0) {
            return Optional.empty();
        }
        return switch (bus(disk)) {
            case "scsi" -> Optional.of(address(index / 15, 0, index % 15 < 7 ? index % 15 : index % 15 + 1));
            case "ide" -> Optional.of(address(index / 4, index % 4 / 2, index % 2));
            case "sata" -> Optional.of(address(index / 6, 0, index % 6));
            case "fdc" -> Optional.of(address(index / 2, 0, index % 2));
            default -> Optional.empty();
        };
    }

    private static Element address(int controller, int bus, int unit) {
        return Element.of("address")
                .withAttribute("type", "drive")
                .withAttribute("controller", Integer.toString(controller))
                .withAttribute("bus", Integer.toString(bus))
                .withAttribute("target", "0")
                .withAttribute("unit", Integer.toString(unit));
    }

    /** {@return 0 for sda, 25 for sdz, 26 for sdaa; -1 if it is no such name} */
    private static int index(String dev) {
        String letters = dev.replaceFirst("^(xvd|ubd|[a-z]d)", "");
        if (letters.isEmpty() || letters.length() > 4 || !letters.matches("[a-z]+[0-9]*")) {
            return -1;
        }
        int index = 0;
        for (char letter : letters.replaceAll("[0-9]", "").toCharArray()) {
            index = index * 26 + (letter - 'a' + 1);
        }
        return index - 1;
    }
}
