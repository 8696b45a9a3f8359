package dev.guestwire.xml.kept;

import dev.guestwire.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CPU of a guest and its cells as libvirt keeps them, as far as the definition alone decides that. */
final class SettledCpu {
    /** How far a cell's memory is from its own CPUs, and from those of others. */
    private static final String LOCAL = "10";

    private static final String REMOTE = "20";

    private SettledCpu() {}

    static Element of(Element cpu, Optional<String> virtualization) {
        Element now = SettledDevices.changed(cpu, "numa", SettledCpu::cells);
        boolean isEmpty = now.attributes().isEmpty() && now.children().isEmpty();
        return isEmpty || now.attribute("check").isPresent()
                ? now
                : now.withAttribute("check", check(now, virtualization.equals(Optional.of("qemu"))));
    }

    /** {@return how strictly libvirt compares a CPU with the host's if it is not told}; one that is emulated it does not compare */
    private static String check(Element cpu, boolean isEmulated) {
        return switch (cpu.attribute("mode").orElse("custom")) {
            case "host-passthrough", "maximum" -> "none";
            case "custom" -> isEmulated ? "none" : "partial";
            default -> "partial";
        };
    }

    /** Gives each cell a number, and, if one tells a distance, all of them all distances. */
    private static Element cells(Element numa) {
        List<Element> cells = new ArrayList<>();
        for (Element cell : numa.children("cell")) {
            String next = Integer.toString(cells.size());
            cells.add(cell.attribute("id").isPresent() ? cell : cell.withAttribute("id", next));
        }
        Map<String, String> known = new HashMap<>();
        for (Element cell : cells) {
            for (Element sibling : cell.part("distances").children("sibling")) {
                known.put(way(id(cell), id(sibling)), sibling.attribute("value").orElse(""));
            }
        }
        if (known.isEmpty() || cells.size() > 1024) {
            return numa.withChildren("cell", cells);
        }
        return numa.withChildren(
                "cell", cells.stream().map(cell -> far(cell, cells, known)).toList());
    }

    private static Element far(Element cell, List<Element> cells, Map<String, String> known) {
        List<Element> siblings = cells.stream()
                .map(other -> Element.of("sibling")
                        .withAttribute("id", id(other))
                        .withAttribute("value", distance(id(cell), id(other), known)))
                .toList();
        return cell.withChild("distances", distances -> distances.withContent(siblings));
    }

    /** Where only the way back is told, the way is as long. */
    private static String distance(String from, String to, Map<String, String> known) {
        String usual = from.equals(to) ? LOCAL : REMOTE;
        return known.getOrDefault(way(from, to), known.getOrDefault(way(to, from), usual));
    }

    private static String way(String from, String to) {
        return from + " " + to;
    }

    private static String id(Element e) {
        return e.attribute("id").orElse("");
    }
}
