package dev.guestwire.xml.kept;

import dev.guestwire.xml.Element;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the definition of a guest that runs and its stored one say both, and differently, at each start. */
final class Running {
    private Running() {}

    /** {@return the definition of a guest that runs, without what its start or the work of its devices has put there} */
    static Element settle(Element running, Element next) {
        Element now = common(running, next);
        now = next.has("vcpus") ? now : now.without("vcpus");
        return now.withChild("devices", devices -> sharedDisks(devices, next.part("devices")));
    }

    /** {@return the stored definition, to be compared with the other one} */
    static Element settleNext(Element running, Element next) {
        return common(next, running);
    }

    private static Element common(Element domain, Element other) {
        boolean expanded = isHosts(domain.part("cpu")) != isHosts(other.part("cpu"));
        boolean hasModules = !domain.part("devices").children("memory").isEmpty()
                || !other.part("devices").children("memory").isEmpty();
        Element now = SettledDevices.changed(domain, "cpu", cpu -> cpu(cpu, expanded));
        // what modules give a guest counts as memory it has, while they are in
        now = hasModules ? now.without("currentMemory") : now;
        now = SettledDevices.changed(now, "vcpus", Running::withoutOrder);
        return now.withChild(
                "devices",
                devices -> devices.withContent(
                        devices.children().stream().map(Running::device).toList()));
    }

    private static Element withoutOrder(Element vcpus) {
        return vcpus.withContent(vcpus.children().stream()
                .map(vcpu -> vcpu.withAttribute("order", null))
                .toList());
    }

    private static boolean isHosts(Element cpu) {
        return cpu.attribute("mode")
                .filter(mode -> mode.equals("host-model") || mode.equals("maximum"))
                .isPresent();
    }

    /** At a start libvirt says what became of a CPU that is left to the host, and how strictly it has checked that. */
    private static Element cpu(Element cpu, boolean expanded) {
        Element now = SettledDevices.changed(
                cpu.withAttribute("check", null), "model", model -> model.withAttribute("fallback", null));
        return expanded
                ? now.withAttribute("mode", null).withAttribute("match", null).without("model")
                : now;
    }

    /** While a guest runs, its empty drives have no format. */
    private static Element device(Element device) {
        boolean isEmptyDrive = device.name().equals("disk") && !device.has("source") && device.has("driver");
        return isEmptyDrive ? device.withChild("driver", driver -> driver.withAttribute("type", null)) : device;
    }

    /** A disk that several guests share has no cache while its guest runs, whatever its definition leaves open. */
    private static Element sharedDisks(Element devices, Element next) {
        Map<String, Element> stored = new HashMap<>();
        next.children("disk").forEach(disk -> stored.put(target(disk), disk));
        return devices.withContent(devices.children().stream()
                .map(device -> isShared(device)
                                && Optional.ofNullable(stored.get(target(device)))
                                        .filter(disk -> disk.part("driver")
                                                .attribute("cache")
                                                .isEmpty())
                                        .isPresent()
                        ? SettledDevices.changed(device, "driver", driver -> driver.withAttribute("cache", null))
                        : device)
                .toList());
    }

    private static boolean isShared(Element device) {
        return device.name().equals("disk") && device.has("shareable");
    }

    private static String target(Element disk) {
        return disk.part("target").attribute("dev").orElse("");
    }
}
