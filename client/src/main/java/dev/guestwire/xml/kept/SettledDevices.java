package dev.guestwire.xml.kept;

import dev.guestwire.xml.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The devices of a guest as libvirt keeps them, as far as the definition alone decides that. */
final class SettledDevices {
    /** How libvirt calls the host's end of a card that was given no name. */
    private static final String GENERATED = "(vnet|vif|macvtap|macvlan)[0-9]+(\\.[0-9]+)?";

    /** Models of USB controllers that are parts of one chip. */
    private static final String CHIP = "ich9-";

    private static final Set<String> TERMINALS = Set.of("serial", "parallel", "console", "channel");

    private SettledDevices() {}

    static Element of(Element devices) {
        List<Element> now = new ArrayList<>();
        devices.children().forEach(device -> now.add(device(device)));
        number(now);
        List<Element> others =
                now.stream().filter(device -> !device.name().equals("video")).toList();
        // the first screen of a guest is the primary one, whatever its place
        Stream<Element> videos = now.stream()
                .filter(device -> device.name().equals("video"))
                .sorted(Comparator.comparing(video -> !isPrimary(video)));
        return devices.withContent(
                Stream.concat(firstConsole(others).stream(), videos).toList());
    }

    private static boolean isPrimary(Element video) {
        return video.part("model").attribute("primary").equals(Optional.of("yes"));
    }

    private static Element device(Element device) {
        Element now = device.child("alias")
                        .flatMap(alias -> alias.attribute("name"))
                        .filter(name -> name.startsWith("ua-"))
                        .isPresent()
                ? device
                : device.without("alias");
        return switch (now.name()) {
            case "disk" -> SettledDisk.of(now);
            case "hostdev" -> changed(now, "source", SettledDevices::hostSource);
            case "graphics" -> screen(now);
            case "interface" -> card(now);
            case "serial", "parallel", "console" -> terminal(now);
            case "channel" -> channel(now);
            case "video" -> changed(now, "model", SettledDevices::video);
            default -> now;
        };
    }

    /** Of a QXL card, amounts of memory that are powers of two. */
    private static Element video(Element model) {
        Element now = model;
        if (model.attribute("type").equals(Optional.of("qxl"))) {
            for (String name : List.of("ram", "vram", "vgamem")) {
                long kib = model.attribute(name).map(Settled::number).orElse(0L);
                long power = kib <= 1 ? kib : Long.highestOneBit(kib - 1) << 1;
                now = kib > 0 ? now.withAttribute(name, Long.toString(power)) : now;
            }
        }
        return now;
    }

    /** {@return an element with a child changed if it is there} */
    static Element changed(Element e, String child, UnaryOperator<Element> change) {
        return e.has(child) ? e.withChild(child, change) : e;
    }

    /** Of a device on the host's PCI or USB bus, all numbers in one spelling. */
    private static Element hostSource(Element source) {
        return SettledDisk.logicalUnit(source)
                .withContent(source.children().stream()
                        .map(part -> switch (part.name()) {
                            case "address" ->
                                source.has("adapter")
                                        ? part
                                        : pci(hexadecimal(part, "domain", 4), "bus", "slot", "function", "device");
                            case "vendor", "product" -> hexadecimal(part, "id", 4);
                            default -> part;
                        })
                        .toList());
    }

    private static Element pci(Element address, String... names) {
        Element now = address;
        for (String name : names) {
            now = hexadecimal(now, name, name.equals("function") ? 1 : 2);
        }
        boolean isPci =
                now.attribute("slot").isPresent() && now.attribute("bus").isPresent();
        return isPci && now.attribute("domain").isEmpty() ? now.withAttribute("domain", "0x0000") : now;
    }

    private static Element hexadecimal(Element e, String name, int digits) {
        return e.attribute(name)
                .flatMap(value -> Meaning.number("/address/@bus", value.strip()))
                .map(value -> e.withAttribute(name, String.format(Locale.ROOT, "0x%0" + digits + "x", value)))
                .orElse(e);
    }

    private static Element screen(Element graphics) {
        Element now = listening(graphics);
        boolean onePort = !now.attribute("type").equals(Optional.of("spice"));
        Optional<String> port = now.attribute("port");
        boolean isAutomatic = now.attribute("autoport").equals(Optional.of("yes"))
                || port.equals(Optional.of("-1"))
                || (onePort && port.isEmpty() && now.attribute("autoport").isEmpty());
        if (isAutomatic) {
            now = now.withAttribute("autoport", "yes")
                    .withAttribute("port", null)
                    .withAttribute("tlsPort", null);
        } else if (now.attribute("autoport").isEmpty()) {
            now = now.withAttribute("autoport", "no");
        }
        return now.attribute("websocket").equals(Optional.of("-1")) ? now.withAttribute("websocket", null) : now;
    }

    /** Where a screen listens is said by a child; the attributes that say it, too, are older. */
    private static Element listening(Element graphics) {
        Element now = graphics;
        Optional<String> socket = graphics.attribute("socket");
        Optional<String> address = graphics.attribute("listen");
        if (socket.isPresent()) {
            now = now.without("listen")
                    .plus(Element.of("listen").withAttribute("type", "socket").withAttribute("socket", socket.get()));
        } else if (!graphics.has("listen") && address.isPresent()) {
            now = now.plus(
                    Element.of("listen").withAttribute("type", "address").withAttribute("address", address.get()));
        }
        return now.withAttribute("listen", null).withAttribute("socket", null);
    }

    private static Element card(Element card) {
        Element now = changed(
                card,
                "mac",
                mac -> mac.attribute("address")
                        .map(address -> mac.withAttribute("address", Meaning.mac(address)))
                        .orElse(mac));
        now = withoutIdle(now);
        Optional<String> end = card.child("target").flatMap(target -> target.attribute("dev"));
        return end.filter(name -> name.matches(GENERATED)).isPresent()
                ? changed(now, "target", target -> target.withAttribute("dev", null))
                : now;
    }

    /** Libvirt takes filters, queues and the like of some cards, and does not keep them. */
    private static Element withoutIdle(Element card) {
        String type = card.attribute("type").orElse("");
        Element now = card;
        if (type.equals("hostdev") || type.equals("vhostuser")) {
            now = now.without("filterref").without("backend");
        }
        boolean isVirtio = now.part("model")
                .attribute("type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("virtio");
        if (!isVirtio) {
            now = changed(now, "backend", backend -> backend.withAttribute("vhost", null));
        }
        return !isVirtio || type.equals("hostdev") ? changed(now, "driver", SettledDevices::withoutQueues) : now;
    }

    private static Element withoutQueues(Element driver) {
        return driver.withAttribute("queues", null).withAttribute("name", null);
    }

    /** Of a pseudo-terminal the host chooses the path. */
    private static Element terminal(Element device) {
        Element now = device.withAttribute("tty", null);
        return now.attribute("type").equals(Optional.of("pty")) ? now.without("source") : now;
    }

    private static Element channel(Element channel) {
        Element now = changed(channel, "target", target -> target.withAttribute("state", null));
        if (now.part("address").attribute("port").isEmpty()) {
            // without a port libvirt chooses all of it
            now = now.without("address");
        }
        return now.attribute("type").equals(Optional.of("pty")) ? now.without("source") : now;
    }

    /** Gives controllers and terminals that have no number the one that libvirt gives them. */
    private static void number(List<Element> devices) {
        Set<String> taken = new HashSet<>();
        for (Element device : devices) {
            taken.add(place(device));
        }
        Companions companions = new Companions();
        for (int i = 0; i < devices.size(); i++) {
            Element device = devices.get(i);
            boolean isController = device.name().equals("controller");
            boolean isUsb = isController && device.attribute("type").equals(Optional.of("usb"));
            if (isController && device.attribute("index").isEmpty()) {
                String index = isUsb && companions.take(device) ? companions.index() : free(device, taken);
                devices.set(i, device.withAttribute("index", index));
            } else if (device.name().equals("console")) {
                // a console's number is its place
                devices.set(i, changed(device, "target", target -> target.withAttribute("port", null)));
            } else if (isNumbered(device)
                    && device.part("target").attribute("port").isEmpty()) {
                String port = free(device, taken);
                devices.set(i, device.withChild("target", target -> target.withAttribute("port", port)));
            }
            if (isUsb) {
                companions.saw(devices.get(i));
            }
        }
    }

    /** USB controllers of one chip, which work together under one number: each model once. */
    private static final class Companions {
        private final Set<String> models = new HashSet<>();
        private String index = "";

        String index() {
            return index;
        }

        /** {@return whether a controller is of the chip of the last one} */
        boolean take(Element controller) {
            String model = controller.attribute("model").orElse("");
            return model.startsWith(CHIP) && !models.isEmpty() && !models.contains(model);
        }

        void saw(Element controller) {
            String number = controller.attribute("index").orElse("");
            String model = controller.attribute("model").orElse("");
            if (!number.equals(index) || !model.startsWith(CHIP)) {
                models.clear();
            }
            index = number;
            if (model.startsWith(CHIP)) {
                models.add(model);
            }
        }
    }

    private static boolean isNumbered(Element device) {
        return TERMINALS.contains(device.name()) && !device.name().equals("channel");
    }

    private static String kind(Element device) {
        return device.name() + " "
                + (device.name().equals("controller") ? device.attribute("type").orElse("") : "");
    }

    private static String place(Element device) {
        Optional<String> number = device.name().equals("controller")
                ? device.attribute("index")
                : device.child("target").flatMap(target -> target.attribute("port"));
        return kind(device) + number.orElse("-");
    }

    private static String free(Element device, Set<String> taken) {
        boolean isBelowRoot = kind(device).equals("controller pci")
                && !device.attribute("model").orElse("").endsWith("-root");
        int number = isBelowRoot ? 1 : 0;
        while (!taken.add(kind(device) + number)) {
            number++;
        }
        return Integer.toString(number);
    }

    /** The first console is the first serial port under another name. */
    private static List<Element> firstConsole(List<Element> devices) {
        Optional<Element> console = devices.stream()
                .filter(device -> device.name().equals("console"))
                .findFirst()
                .filter(first -> first.part("target")
                        .attribute("type")
                        .filter(type -> !type.equals("serial"))
                        .isEmpty());
        if (console.isEmpty()) {
            return devices;
        }
        List<Element> now = new ArrayList<>(devices);
        now.remove(console.get());
        if (devices.stream().noneMatch(device -> device.name().equals("serial"))) {
            Element port = Element.of("serial")
                    .withAttributes(console.get().attributes())
                    .withContent(console.get().content());
            now.add(changed(port, "target", target -> target.withAttribute("type", null)));
        }
        return now;
    }
}
