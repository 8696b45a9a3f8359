package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
            new String[] {"", "iothread"},
            new String[] {"", "vcpus"},
            new String[] {"", "iothreads"},
            new String[] {"", "type"},
            new String[] {"alias", "name"});

    /** The most attributes and nodes that are looked at to find out which children are the same but for what is tolerated. */
    private static final int TRIALS = 1 << 16;

    private final List<String> lines = new ArrayList<>();
    private final Optional<Tolerance> tolerance;

    /** What is left of the work for trials: how many attributes and nodes may still be looked at. */
    private final AtomicInteger trials;

    private final boolean isTrial;

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

        /**
         * Whether it does not count, where that depends on what is said.
         *
         * @param place names from the root on, as above
         * @param side which of the two says it
         * @param holder the element that only one says, or the element with the attribute or text that only one says
         */
        default boolean ignores(String place, Side side, Element holder) {
            return ignores(place, side);
        }

        /**
         * Whether two spellings of a value mean the same.
         *
         * @param place names from the root on; an attribute's begins with @
         * @param before how the first document says it
         * @param after how the second one does
         */
        default boolean isSame(String place, String before, String after) {
            return before.equals(after);
        }
    }

    /** One of the two documents. */
    public enum Side {
        /** As it was. */
        BEFORE,
        /** As it is now. */
        AFTER
    }

    private Differences(Optional<Tolerance> tolerance) {
        this(tolerance, new AtomicInteger(TRIALS), false);
    }

    private Differences(Optional<Tolerance> tolerance, AtomicInteger trials, boolean isTrial) {
        this.tolerance = tolerance;
        this.trials = trials;
        this.isTrial = isTrial;
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
        if (before.equals(after) || isOver(before, after)) {
            return;
        }
        int told = lines.size();
        compareAttributes(path, before, after);
        compareText(path, before, after);
        Map<Kind, List<Element>> old = byKind(before);
        Map<Kind, List<Element>> now = byKind(after);
        Set<Kind> kinds = new LinkedHashSet<>(old.keySet());
        kinds.addAll(now.keySet());
        boolean inOrder = true;
        for (Kind kind : kinds) {
            inOrder &= compareChildren(path, old.getOrDefault(kind, List.of()), now.getOrDefault(kind, List.of()));
        }
        if (lines.size() == told && (!inOrder || tolerance.isEmpty())) {
            lines.add(path + ": the order changed");
        }
    }

    /** {@return whether this is a trial that has found something or become too long}; all trials share one bound */
    private boolean isOver(Element before, Element after) {
        return isTrial
                && (!lines.isEmpty()
                        || trials.addAndGet(-1
                                        - before.attributes().size()
                                        - before.content().size()
                                        - after.attributes().size()
                                        - after.content().size())
                                < 0);
    }

    private static Map<Kind, List<Element>> byKind(Element parent) {
        Map<Kind, List<Element>> kinds = new LinkedHashMap<>();
        for (Element child : parent.children()) {
            kinds.computeIfAbsent(new Kind(child.name(), child.namespace()), any -> new ArrayList<>())
                    .add(child);
        }
        return kinds;
    }

    /** The name of children and their namespace. It can be ordered, so that names with one hash do no harm in a map. */
    private record Kind(String name, String namespace) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int byName = Sameness.order(name, other.name);
            return byName == 0 ? Sameness.order(namespace, other.namespace) : byName;
        }
    }

    private void compareAttributes(String path, Element before, Element after) {
        Function<Attribute, @Nullable Attribute> inBefore = Sameness.alike(before);
        Function<Attribute, @Nullable Attribute> inAfter = Sameness.alike(after);
        for (Attribute old : before.attributes()) {
            if (!old.isDeclaration()) {
                Optional<String> now = Optional.ofNullable(inAfter.apply(old)).map(Attribute::value);
                changed(path + "/@" + old.name(), Optional.of(old.value()), now, before);
            }
        }
        for (Attribute now : after.attributes()) {
            boolean isNew = inBefore.apply(now) == null;
            if (!now.isDeclaration() && isNew) {
                changed(path + "/@" + now.name(), Optional.empty(), Optional.of(now.value()), after);
            }
        }
    }

    private void compareText(String path, Element before, Element after) {
        Optional<String> old = Optional.of(before.text()).filter(t -> !Characters.isBlank(t));
        Optional<String> now = Optional.of(after.text()).filter(t -> !Characters.isBlank(t));
        changed(path, old, now, old.isEmpty() ? after : before);
    }

    /** Says what became of a value, and who holds it where only one document has it. */
    private void changed(String path, Optional<String> old, Optional<String> now, Element holder) {
        if (old.equals(now)) {
            return;
        }
        boolean oneSided = old.isEmpty() || now.isEmpty();
        if (oneSided ? isIgnored(path, old.isEmpty() ? Side.AFTER : Side.BEFORE, holder) : isSame(path, old, now)) {
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

    private boolean isIgnored(String path, Side side, Element holder) {
        return tolerance.isPresent() && tolerance.get().ignores(plain(path), side, holder);
    }

    private boolean isSame(String path, Optional<String> before, Optional<String> after) {
        return tolerance.isPresent() && tolerance.get().isSame(plain(path), before.orElse(""), after.orElse(""));
    }

    /** {@return a path without what tells siblings apart} */
    private static String plain(String path) {
        return path.replaceAll("\\[.*?](?=/|$)", "");
    }

    /** Compares the children of one name, and {@return whether those that are told apart by their place stand as before} */
    private boolean compareChildren(String path, List<Element> before, List<Element> after) {
        if (before.equals(after)) {
            return true;
        }
        boolean several = before.size() > 1 || after.size() > 1;
        Sameness.Pairing pairing = new Sameness.Pairing(before, after);
        if (several) {
            pairing.matchEqual();
            pairing.matchKeys();
            if (tolerance.isPresent()) {
                pairing.matchUnkeyed((one, other) -> isSame(path, one, other));
            }
            if (pairing.isEven()) {
                pairing.matchByPlace();
            }
        } else {
            pairing.matchOnly();
        }
        pairing.pairs().forEach((one, other) -> {
            Element old = before.get(one);
            if (!pairing.isSame(one)) {
                compare(path + "/" + (several ? label(old) : old.name()), old, after.get(other));
            }
        });
        pairing.left().forEach(one -> alone(path, before.get(one), Side.BEFORE));
        pairing.right().forEach(one -> alone(path, after.get(one), Side.AFTER));
        return pairing.isInOrder();
    }

    /** {@return whether nothing but what is tolerated tells two apart; no, when the work allowed for such trials is done} */
    private boolean isSame(String path, Element one, Element other) {
        Differences inner = new Differences(tolerance, trials, true);
        inner.compare(path + "/" + one.name(), one, other);
        return inner.lines.isEmpty() && trials.get() > 0;
    }

    private void alone(String path, Element one, Side side) {
        if (!isIgnored(path + "/" + one.name(), side, one)) {
            lines.add(path + "/" + label(one) + (side == Side.BEFORE ? ": removed " : ": added ") + one);
        }
    }

    private static String label(Element e) {
        return e.name() + key(e).map(k -> "[" + k + "]").orElse("");
    }

    /** {@return what tells a child apart from those beside it, as people and libvirt do; empty if its place does} */
    static Optional<String> key(Element e) {
        return switch (e.name()) {
            case "controller" ->
                e.attribute("type")
                        .map(type -> type + " " + e.attribute("index").orElse("0") + companion(e));
            case "interface" ->
                e.child("mac").flatMap(mac -> mac.attribute("address")).map(mac -> mac.toLowerCase(Locale.ROOT));
            case "serial", "parallel", "console" -> e.child("target").flatMap(target -> target.attribute("port"));
            case "source" -> e.attribute("mode");
            case "hostdev" -> e.child("source").map(Differences::place);
            case "filesystem" -> e.child("target").flatMap(target -> target.attribute("dir"));
            default -> plainKey(e);
        };
    }

    /** USB controllers that work together share an index. */
    private static String companion(Element controller) {
        return controller
                .attribute("model")
                .filter(model -> model.startsWith("ich9-"))
                .map(model -> " " + model)
                .orElse("");
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
}
