package dev.guestwire.xml.domain;

import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the definition of a running guest says that its stored one does not: what libvirt and QEMU fill in at each start, such
 * as aliases, numbers of ports and CPU features.
 */
final class RunTime {
    /** What does not count if only one of two definitions says it: the other leaves it to libvirt, or libvirt drops it. */
    private static final Pattern LEFT_OPEN = pattern("""
            @id
            resource
            devices/[^/]+/alias
            devices/[^/]+/address
            devices/[^/]+/address/.*
            devices/disk/(.*/)?source/@index
            devices/disk/mirror
            devices/(serial|console|parallel)/@tty
            devices/channel/target/@state
            """);

    /** What libvirt fills in at a start. */
    private static final Pattern FILLED_IN = pattern("""
            seclabel
            seclabel/.*
            os/nvram
            cpu/(vendor|feature|@migratable|model/@vendor_id)
            vcpus/vcpu/@order
            devices/disk/(backingStore)
            devices/disk/backingStore/.*
            devices/disk/source/(seclabel|privateData|reservations/source)
            devices/interface/(backend|driver|target|virtualport)
            devices/interface/source/@(portid|bridge)
            devices/interface/virtualport/.*
            devices/(serial|console|parallel)/(target/@type|target/model)
            devices/channel/source
            devices/channel/source/@(path|mode)
            devices/graphics/(@listen|@socket|listen/@address|listen/@socket)
            devices/hostdev/source/address
            devices/memory/target/current
            devices/tpm/backend/.*
            devices/vsock/cid/@address
            """);

    /** Attributes of a screen whose port libvirt chooses. */
    private static final Set<String> PORTS = Set.of("port", "tlsPort", "websocket");

    private RunTime() {}

    private static Pattern pattern(String places) {
        return Pattern.compile("domain/(" + String.join("|", places.strip().split("\\s+")) + ")");
    }

    static List<String> differences(Domain before, Domain after) {
        boolean runs = before.xml().attribute("id").isPresent();
        boolean model = isExpanded(before.xml(), after.xml());
        return Differences.between(
                plain(before.xml(), model),
                plain(after.xml(), model),
                (place, side) -> LEFT_OPEN.matcher(place).matches()
                        || (runs
                                && side == Differences.Side.BEFORE
                                && FILLED_IN.matcher(place).matches()));
    }

    /** {@return whether one leaves the CPU to the host: while it runs the other says what became of that} */
    private static boolean isExpanded(Element before, Element after) {
        Optional<String> one = before.part("cpu").attribute("mode");
        Optional<String> other = after.part("cpu").attribute("mode");
        return !one.equals(other)
                && (one.filter(RunTime::isHosts).isPresent()
                        || other.filter(RunTime::isHosts).isPresent());
    }

    private static boolean isHosts(String mode) {
        return mode.equals("host-model") || mode.equals("maximum");
    }

    /** Without what both say, and differently, at each start. */
    private static Element plain(Element domain, boolean expanded) {
        Element now = domain.child("cpu").isPresent() ? domain.withChild("cpu", cpu -> cpu(cpu, expanded)) : domain;
        if (now.child("devices").isEmpty()) {
            return now;
        }
        return now.withChild(
                "devices",
                devices -> devices.withContent(
                        devices.content().stream().map(RunTime::device).toList()));
    }

    private static Element cpu(Element cpu, boolean expanded) {
        Element now = cpu.withAttribute("check", null);
        now = now.child("model").isPresent()
                ? now.withChild("model", model -> model.withAttribute("fallback", null))
                : now;
        return expanded
                ? now.withAttribute("mode", null).withAttribute("match", null).without("model")
                : now;
    }

    private static Node device(Node node) {
        if (!(node instanceof Element device)) {
            return node;
        }
        return switch (device.name()) {
            case "disk" -> drive(device);
            case "graphics" -> screen(device);
            case "serial", "console", "parallel" -> terminal(device);
            case "interface" -> card(device);
            default -> device;
        };
    }

    /** While a guest runs, its empty drives have no format. */
    private static Element drive(Element disk) {
        return disk.child("source").isEmpty() && disk.child("driver").isPresent()
                ? disk.withChild("driver", driver -> driver.withAttribute("type", null))
                : disk;
    }

    private static Element screen(Element graphics) {
        if (!graphics.attribute("autoport").equals(Optional.of("yes"))) {
            return graphics;
        }
        Element now = graphics;
        for (String port : PORTS) {
            now = now.withAttribute(port, null);
        }
        return now;
    }

    /** Of a pseudo-terminal the host chooses the path. */
    private static Element terminal(Element device) {
        return device.attribute("type").equals(Optional.of("pty")) ? device.without("source") : device;
    }

    /** Of a card libvirt chooses the end on the host, unless it is given another kind of name. */
    private static Element card(Element card) {
        Optional<String> end = card.child("target").flatMap(target -> target.attribute("dev"));
        return end.filter(name -> name.matches("(vnet|vif|macvtap|macvlan)[0-9]+(\\.[0-9]+)?"))
                        .isPresent()
                ? card.without("target")
                : card;
    }
}
