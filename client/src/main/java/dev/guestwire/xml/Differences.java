package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * What tells two documents apart, in words: one line for each change, with the place of it. Nothing is said about what does
 * not count in a comparison, such as comments. Passwords are not shown.
 */
public final class Differences {
    /** Children that a document tells apart by one of these, as people do; others by their place. */
    private static final List<String[]> KEYS = List.of(
            new String[] {"target", "dev"},
            new String[] {"target", "name"},
            new String[] {"", "name"},
            new String[] {"", "id"},
            new String[] {"", "vcpu"},
            new String[] {"", "type"},
            new String[] {"alias", "name"});

    private final List<String> lines = new ArrayList<>();
    private final Optional<Tolerance> tolerance;

    /** What does not count where only one of two documents says it. */
    @FunctionalInterface
    public interface Tolerance {
        /**
         * Whether it does not count.
         *
         * @param place names from the root on, such as {@code domain/devices/disk/alias}; an attribute's begins with @
         * @param side which of the two says it
         */
        boolean ignores(String place, Side side);
    }

    /** One of the two documents. */
    public enum Side {
        /** As it was. */
        BEFORE,
        /** As it is now. */
        AFTER
    }

    private Differences(Optional<Tolerance> tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Compares two documents.
     *
     * @param before how it was
     * @param after how it is now
     * @return the changes, none if the documents are equal
     */
    public static List<String> between(Element before, Element after) {
        return between(before, after, Optional.empty());
    }

    /**
     * Compares two documents, of which each may say what the other leaves open.
     *
     * @param before how it was
     * @param after how it is now
     * @param tolerance what does not count where only one says it; nor does then the order of what is told apart by a name
     * @return the changes, none if the documents are equal but for that
     */
    public static List<String> between(Element before, Element after, Tolerance tolerance) {
        return between(before, after, Optional.of(tolerance));
    }

    private static List<String> between(Element before, Element after, Optional<Tolerance> tolerance) {
        Differences differences = new Differences(tolerance);
        if (before.is(after.namespace(), after.name())) {
            differences.compare(before.name(), before, after);
        } else {
            differences.lines.add("<" + before.qualifiedName() + "> became <" + after.qualifiedName() + ">");
        }
        return List.copyOf(differences.lines);
    }

    /**
     * Compares what two views stand on.
     *
     * @param before how it was
     * @param after how it is now
     * @return the changes, none if the documents are equal
     */
    public static List<String> between(View before, View after) {
        return between(before.xml(), after.xml());
    }

    private void compare(String path, Element before, Element after) {
        if (before.equals(after)) {
            return;
        }
        int told = lines.size();
        compareAttributes(path, before, after);
        compareText(path, before, after);
        Set<String> names = new LinkedHashSet<>();
        before.children().forEach(c -> names.add(c.namespace() + ' ' + c.name()));
        after.children().forEach(c -> names.add(c.namespace() + ' ' + c.name()));
        boolean inOrder = true;
        for (String name : names) {
            inOrder &= compareChildren(path, named(before, name), named(after, name));
        }
        if (lines.size() == told && (!inOrder || tolerance.isEmpty())) {
            lines.add(path + ": the order changed");
        }
    }

    private static List<Element> named(Element parent, String name) {
        return parent.children().stream()
                .filter(c -> name.equals(c.namespace() + ' ' + c.name()))
                .toList();
    }

    private void compareAttributes(String path, Element before, Element after) {
        for (Attribute old : before.attributes()) {
            if (!old.isDeclaration()) {
                Optional<String> now = after.attribute(old.namespace(), old.name());
                changed(path + "/@" + old.name(), Optional.of(old.value()), now);
            }
        }
        for (Attribute now : after.attributes()) {
            boolean isNew = before.attribute(now.namespace(), now.name()).isEmpty();
            if (!now.isDeclaration() && isNew) {
                changed(path + "/@" + now.name(), Optional.empty(), Optional.of(now.value()));
            }
        }
    }

    private void compareText(String path, Element before, Element after) {
        Optional<String> old = Optional.of(before.text()).filter(t -> !Characters.isBlank(t));
        Optional<String> now = Optional.of(after.text()).filter(t -> !Characters.isBlank(t));
        changed(path, old, now);
    }

    private void changed(String path, Optional<String> old, Optional<String> now) {
        boolean oneSided = old.isEmpty() || now.isEmpty();
        if (old.equals(now) || (oneSided && isIgnored(path, old.isEmpty() ? Side.AFTER : Side.BEFORE))) {
            return;
        }
        boolean secret = path.endsWith("/@passwd") || path.contains("/cookie");
        String was = secret ? "***" : "'" + old.orElse("") + "'";
        String is = secret ? "***" : "'" + now.orElse("") + "'";
        if (old.isEmpty()) {
            lines.add(path + ": added " + is);
        } else if (now.isEmpty()) {
            lines.add(path + ": removed, was " + was);
        } else {
            lines.add(path + ": " + was + " became " + is);
        }
    }

    private boolean isIgnored(String path, Side side) {
        return tolerance.isPresent() && tolerance.get().ignores(path.replaceAll("\\[.*?](?=/|$)", ""), side);
    }

    /** Compares the children of one name, and {@return whether those that are told apart by their place stand as before} */
    private boolean compareChildren(String path, List<Element> before, List<Element> after) {
        if (before.equals(after)) {
            return true;
        }
        boolean several = before.size() > 1 || after.size() > 1;
        Pairing pairing = new Pairing(before, after);
        pairing.match(Element::equals);
        pairing.match((one, other) -> key(one).isPresent() && key(one).equals(key(other)));
        pairing.match((one, other) -> mayBeSame(one, other) && isSame(path, one, other));
        if (!several || pairing.isEven()) {
            pairing.match(several ? Differences::mayBeSame : (one, other) -> true);
        }
        pairing.pairs.forEach((one, other) -> {
            Element old = before.get(one);
            compare(path + "/" + (several ? label(old) : old.name()), old, after.get(other));
        });
        pairing.left.forEach(one -> alone(path, before.get(one), Side.BEFORE));
        pairing.right.forEach(one -> alone(path, after.get(one), Side.AFTER));
        return pairing.isInOrder();
    }

    private static boolean mayBeSame(Element one, Element other) {
        return key(one).isEmpty() || key(other).isEmpty();
    }

    private boolean isSame(String path, Element one, Element other) {
        Differences inner = new Differences(tolerance);
        inner.compare(path + "/" + one.name(), one, other);
        return inner.lines.isEmpty();
    }

    private void alone(String path, Element one, Side side) {
        if (!isIgnored(path + "/" + one.name(), side)) {
            lines.add(path + "/" + label(one) + (side == Side.BEFORE ? ": removed " : ": added ") + one);
        }
    }

    private static String label(Element e) {
        return e.name() + key(e).map(k -> "[" + k + "]").orElse("");
    }

    /** {@return what tells a child apart from those beside it, as people and libvirt do; empty if its place does} */
    private static Optional<String> key(Element e) {
        return switch (e.name()) {
            case "controller" ->
                e.attribute("type")
                        .map(type -> type + " " + e.attribute("index").orElse("0"));
            case "interface" ->
                e.child("mac").flatMap(mac -> mac.attribute("address")).map(mac -> mac.toLowerCase(Locale.ROOT));
            case "serial", "parallel", "console" -> e.child("target").flatMap(target -> target.attribute("port"));
            case "hostdev" -> e.child("source").map(Differences::place);
            case "filesystem" -> e.child("target").flatMap(target -> target.attribute("dir"));
            default -> plainKey(e);
        };
    }

    /** All that a host device's source says, such as the four numbers of PCI; not what the host adds. */
    private static String place(Element source) {
        StringBuilder place = new StringBuilder();
        for (Element part : source.children()) {
            part.attributes()
                    .forEach(attribute -> place.append(attribute.value()).append(' '));
            place.append(part.text());
        }
        return place.toString().strip();
    }

    private static Optional<String> plainKey(Element e) {
        for (String[] key : KEYS) {
            Optional<String> value =
                    key[0].isEmpty() ? e.attribute(key[1]) : e.child(key[0]).flatMap(c -> c.attribute(key[1]));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Which child of one document is which of the other, by their places. */
    private static final class Pairing {
        private final List<Element> before;
        private final List<Element> after;
        private final NavigableSet<Integer> left = new TreeSet<>();
        private final NavigableSet<Integer> right = new TreeSet<>();
        private final NavigableMap<Integer, Integer> pairs = new TreeMap<>();

        Pairing(List<Element> before, List<Element> after) {
            this.before = before;
            this.after = after;
            IntStream.range(0, before.size()).forEach(left::add);
            IntStream.range(0, after.size()).forEach(right::add);
        }

        void match(BiPredicate<Element, Element> rule) {
            for (Integer old : List.copyOf(left)) {
                Optional<Integer> found = right.stream()
                        .filter(now -> rule.test(before.get(old), after.get(now)))
                        .findFirst();
                found.ifPresent(now -> {
                    pairs.put(old, now);
                    left.remove(old);
                    right.remove(now);
                });
            }
        }

        boolean isEven() {
            return left.size() == right.size();
        }

        /** {@return whether those without a key stand in the order they stood in} */
        boolean isInOrder() {
            int last = -1;
            for (var pair : pairs.entrySet()) {
                if (key(before.get(pair.getKey())).isEmpty()) {
                    if (pair.getValue() < last) {
                        return false;
                    }
                    last = pair.getValue();
                }
            }
            return true;
        }
    }
}
