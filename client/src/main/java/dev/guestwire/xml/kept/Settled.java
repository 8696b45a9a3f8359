package dev.guestwire.xml.kept;

import dev.guestwire.xml.Attribute;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The definition of a guest as libvirt keeps it, as far as the definition alone decides that: amounts in one unit, numbers of
 * controllers and ports, the memory that cells and modules add up to; without what never lasts.
 */
final class Settled {
    /** The elements whose text is an amount, and the unit where none is written. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("memory", "KiB"),
            Map.entry("currentMemory", "KiB"),
            Map.entry("maxMemory", "KiB"),
            Map.entry("hard_limit", "KiB"),
            Map.entry("soft_limit", "KiB"),
            Map.entry("min_guarantee", "KiB"),
            Map.entry("swap_hard_limit", "KiB"),
            Map.entry("size", "KiB"),
            Map.entry("requested", "KiB"),
            Map.entry("block", "KiB"),
            Map.entry("current", "KiB"),
            Map.entry("pagesize", "KiB"),
            Map.entry("alignsize", "KiB"),
            Map.entry("maxpagesize", "KiB"),
            Map.entry("pcihole64", "KiB"),
            Map.entry("tseg", "MiB"),
            Map.entry("max_size", "bytes"));

    /** From so much on, in KiB, libvirt takes a limit for none. */
    private static final long UNLIMITED = 9007199254740991L;

    /** More I/O threads than any guest has are not counted one by one. */
    private static final long MANY_THREADS = 16384;

    private Settled() {}

    static Element of(Element domain) {
        Element now = amounts(domain).withAttribute("id", null);
        now = now.withChild("metadata", Settled::metadata);
        now = now.withChild("memtune", Settled::limits);
        boolean isAutomatic =
                now.part("numatune").part("memory").attribute("placement").equals(Optional.of("auto"));
        now = now.withChild("vcpu", vcpu -> vcpus(vcpu, isAutomatic));
        now = now.withChild("cputune", Settled::schedulers);
        now = ioThreads(memory(now));
        now = SettledDevices.changed(now, "cpu", cpu -> SettledCpu.of(cpu, domain.attribute("type")));
        now = now.has("devices") ? now : now.plus(Element.of("devices"));
        return now.withContent(now.children().stream()
                .map(child -> child.name().equals("devices") ? SettledDevices.of(child) : child)
                .toList());
    }

    /** Amounts in KiB, rounded up as libvirt does, or in bytes where libvirt counts these. */
    private static Element amounts(Element e) {
        if (e.name().equals("metadata") || !e.namespace().isEmpty()) {
            return e;
        }
        Element now = e;
        List<Element> children = e.children();
        if (!children.isEmpty()) {
            now = e.withContent(children.stream().map(Settled::amounts).toList());
        } else if (UNITS.containsKey(e.name()) && !e.text().isBlank()) {
            now = amount(e.text(), e, UNITS.getOrDefault(e.name(), "KiB"))
                    .map(text -> e.withText(text.amount()).withAttribute("unit", text.unit()))
                    .orElse(e);
        }
        String attribute = e.name().equals("cell") ? "memory" : "size";
        boolean hasAmount = Set.of("cell", "page").contains(e.name())
                && e.attribute(attribute).isPresent();
        Element holder = now;
        return hasAmount
                ? amount(e.attribute(attribute).orElse(""), e, "KiB")
                        .map(text ->
                                holder.withAttribute(attribute, text.amount()).withAttribute("unit", text.unit()))
                        .orElse(holder)
                : now;
    }

    /** An amount in a unit, both as libvirt writes them. */
    private record Amount(String amount, String unit) {}

    private static Optional<Amount> amount(String text, Element e, String usual) {
        try {
            String unit = e.attribute("unit").orElse(usual);
            long bytes = new Size(Long.parseLong(text.strip()), unit).bytes();
            return Optional.of(
                    usual.equals("bytes")
                            ? new Amount(Long.toString(bytes), "bytes")
                            : new Amount(Long.toString(bytes / 1024 + (bytes % 1024 == 0 ? 0 : 1)), "KiB"));
        } catch (IllegalArgumentException | ArithmeticException noAmount) {
            return Optional.empty();
        }
    }

    /** Of each namespace the first element; none without a namespace. */
    private static Element metadata(Element metadata) {
        Set<String> seen = new HashSet<>(Set.of(""));
        return metadata.withContent(metadata.children().stream()
                .filter(child -> seen.add(child.namespace()))
                .toList());
    }

    private static Element limits(Element memtune) {
        return memtune.withContent(memtune.children().stream()
                .filter(limit -> kib(limit) < UNLIMITED)
                .toList());
    }

    private static long kib(Element e) {
        return number(e.text());
    }

    /** {@return a number, 0 if it is none} */
    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** CPUs that are on no set of the host's are placed as the memory is. */
    private static Element vcpus(Element vcpu, boolean isAutomatic) {
        long current = vcpu.attribute("current").map(Settled::number).orElse(0L);
        Element now = current == number(vcpu.text()) ? vcpu.withAttribute("current", null) : vcpu;
        boolean isPlaced = now.isBare() || now.attribute("cpuset").isPresent() || !isAutomatic;
        return isPlaced ? now : now.withAttribute("placement", "auto");
    }

    /** Each CPU and each I/O thread has a scheduler element of its own. */
    private static Element schedulers(Element cputune) {
        List<Element> now = new ArrayList<>();
        for (Element child : cputune.children()) {
            String numbers = child.name().equals("vcpusched") ? "vcpus" : "iothreads";
            boolean splits =
                    child.name().endsWith("sched") && child.attribute(numbers).isPresent();
            if (splits) {
                each(child, numbers, now);
            } else {
                now.add(child);
            }
        }
        return cputune.withContent(now);
    }

    private static void each(Element scheduler, String numbers, List<Element> to) {
        try {
            NumberSet set = NumberSet.parse(scheduler.attribute(numbers).orElse(""));
            set.toList().forEach(one -> to.add(scheduler.withAttribute(numbers, Integer.toString(one))));
        } catch (IllegalArgumentException noSet) {
            to.add(scheduler);
        }
    }

    /** With cells the memory is theirs and the modules'; a current amount says something only if it is less. */
    private static Element memory(Element domain) {
        List<Element> cells = domain.part("cpu").part("numa").children("cell");
        boolean counted = !cells.isEmpty()
                && cells.stream().allMatch(cell -> cell.attribute("memory").isPresent());
        Element now = domain;
        if (counted) {
            long sum = cells.stream()
                    .mapToLong(cell -> number(cell.attribute("memory").orElse("")))
                    .sum();
            long modules = domain.part("devices").children("memory").stream()
                    .mapToLong(module -> kib(module.part("target").part("size")))
                    .sum();
            now = inKib(now, "memory", sum + modules);
        }
        long memory = kib(now.part("memory"));
        long current = kib(now.part("currentMemory"));
        return memory > 0 && (current == 0 || current >= memory) ? now.without("currentMemory") : now;
    }

    private static Element inKib(Element domain, String name, long kib) {
        return domain.withChild(name, e -> e.withText(Long.toString(kib)).withAttribute("unit", "KiB"));
    }

    /** The threads without a number get the smallest that are free. */
    private static Element ioThreads(Element domain) {
        long wanted = kib(domain.part("iothreads"));
        List<Element> known = domain.part("iothreadids").children("iothread");
        if (wanted > MANY_THREADS || known.size() >= wanted) {
            return domain;
        }
        Set<String> taken = new HashSet<>();
        known.forEach(thread -> taken.add(thread.attribute("id").orElse("")));
        Stream<Element> more = Stream.iterate(1L, id -> id + 1)
                .map(Object::toString)
                .filter(id -> !taken.contains(id))
                .limit(wanted - known.size())
                .map(id -> Element.of("iothread").withAttributes(List.of(Attribute.of("id", id))));
        List<Element> all = Stream.concat(known.stream(), more).toList();
        return domain.withChild("iothreadids", ids -> ids.withContent(all));
    }
}
