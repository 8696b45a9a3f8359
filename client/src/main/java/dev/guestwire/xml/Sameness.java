package dev.guestwire.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Equality of elements: what libvirt could tell apart, and no more. Recursion ends at the reader's depth. */
final class Sameness {
    private static final Comparator<Node> BY_NAME = Comparator.comparing(
                    (Node n) -> n instanceof Element e ? e.name() : "", Sameness::order)
            .thenComparing(n -> n instanceof Element e ? e.namespace() : "", Sameness::order);

    /** Up to so many attributes are looked for one by one. */
    private static final int FEW = 16;

    private Sameness() {}

    static boolean equal(Element a, Element b) {
        if (!a.is(b.namespace(), b.name()) || a.hashCode() != b.hashCode() || !sameAttributes(a, b)) {
            return false;
        }
        List<Node> inA = significant(a);
        List<Node> inB = significant(b);
        if (inA.size() != inB.size()) {
            return false;
        }
        // decided by names alone, so that no child is compared twice, which would double with each level
        return sameOrder(inA, inB)
                ? inA.equals(inB)
                : mayInterleave(a, inA) && mayInterleave(b, inB) && grouped(inA).equals(grouped(inB));
    }

    private static boolean sameOrder(List<Node> inA, List<Node> inB) {
        for (int i = 0; i < inA.size(); i++) {
            if (BY_NAME.compare(inA.get(i), inB.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    static int hash(Element e) {
        int sum = e.name().hashCode() * 31 + e.namespace().hashCode();
        for (Attribute attribute : e.attributes()) {
            if (!attribute.isDeclaration()) {
                sum += attribute.name().hashCode() ^ attribute.value().hashCode() * 17;
            }
        }
        for (Node node : significant(e)) {
            sum += node.hashCode() * 31;
        }
        return sum == 0 ? 1 : sum;
    }

    /** Names are mostly the same object, namespaces always within one document. */
    @SuppressWarnings("ReferenceEquality")
    static int order(String one, String other) {
        return one == other ? 0 : one.compareTo(other);
    }

    private static boolean sameAttributes(Element a, Element b) {
        if (countAttributes(a) != countAttributes(b)) {
            return false;
        }
        Function<Attribute, @Nullable Attribute> inB = alike(b);
        for (Attribute attribute : a.attributes()) {
            if (!attribute.isDeclaration()) {
                Attribute other = inB.apply(attribute);
                if (other == null || !other.value().equals(attribute.value())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return for an attribute the one of an element with the same name and namespace, or null} */
    static Function<Attribute, @Nullable Attribute> alike(Element e) {
        if (e.attributes().size() <= FEW) {
            return wanted -> alike(e.attributes(), wanted);
        }
        Map<String, Map<String, Attribute>> byName = new HashMap<>();
        for (Attribute attribute : e.attributes()) {
            byName.computeIfAbsent(attribute.name(), any -> new HashMap<>(2)).put(attribute.namespace(), attribute);
        }
        return wanted -> byName.getOrDefault(wanted.name(), Map.of()).get(wanted.namespace());
    }

    private static @Nullable Attribute alike(List<Attribute> attributes, Attribute wanted) {
        for (Attribute attribute : attributes) {
            if (attribute.is(wanted.namespace(), wanted.name())) {
                return attribute;
            }
        }
        return null;
    }

    private static int countAttributes(Element e) {
        int count = 0;
        for (Attribute attribute : e.attributes()) {
            if (!attribute.isDeclaration()) {
                count++;
            }
        }
        return count;
    }

    /** Elements and text that is not blank; what a comment splits is one text. */
    private static List<Node> significant(Element e) {
        List<Node> content = e.content();
        boolean plain = true;
        for (Node node : content) {
            plain &= node instanceof Element;
        }
        if (plain) {
            return content;
        }
        List<Node> kept = new ArrayList<>(content.size());
        StringBuilder text = new StringBuilder();
        for (Node node : content) {
            if (node instanceof Node.Text t) {
                text.append(t.value());
            } else if (node instanceof Element) {
                addText(kept, text);
                kept.add(node);
            }
        }
        addText(kept, text);
        return kept;
    }

    private static void addText(List<Node> kept, StringBuilder text) {
        if (!Characters.isBlank(text.toString())) {
            kept.add(new Node.Text(text.toString()));
        }
        text.setLength(0);
    }

    private static boolean mayInterleave(Element e, List<Node> significant) {
        return e.namespace().isEmpty() && significant.stream().allMatch(Element.class::isInstance);
    }

    private static List<Node> grouped(List<Node> significant) {
        List<Node> sorted = new ArrayList<>(significant);
        sorted.sort(BY_NAME);
        return sorted;
    }

    /** Which child of one document is which of the other, by their places. */
    static final class Pairing {
        /** With so many is one compared that has no key. */
        private static final int CANDIDATES = 16;

        private final List<Element> before;
        private final List<Element> after;
        private final List<Optional<String>> keysBefore;
        private final List<Optional<String>> keysAfter;
        private final NavigableSet<Integer> left = new TreeSet<>();
        private final NavigableSet<Integer> right = new TreeSet<>();
        private final NavigableSet<Integer> rightUnkeyed = new TreeSet<>();
        private final NavigableMap<Integer, Integer> pairs = new TreeMap<>();

        /** Those of the pairs that need no look, by their places before. */
        private final Set<Integer> same = new HashSet<>();

        Pairing(List<Element> before, List<Element> after) {
            this.before = before;
            this.after = after;
            this.keysBefore = before.stream().map(Differences::key).toList();
            this.keysAfter = after.stream().map(Differences::key).toList();
            IntStream.range(0, before.size()).forEach(left::add);
            IntStream.range(0, after.size()).forEach(right::add);
            right.stream().filter(now -> keysAfter.get(now).isEmpty()).forEach(rightUnkeyed::add);
        }

        private void pair(Integer old, Integer now) {
            pairs.put(old, now);
            left.remove(old);
            right.remove(now);
            rightUnkeyed.remove(now);
        }

        void matchEqual() {
            match(before::get, after::get);
            same.addAll(pairs.keySet());
        }

        void matchKeys() {
            match(
                    old -> keysBefore.get(old).orElse(null),
                    now -> keysAfter.get(now).orElse(null));
        }

        /** Pairs each with the first of the others that has the same sign; null is none. */
        private void match(
                Function<Integer, @Nullable Object> signBefore, Function<Integer, @Nullable Object> signAfter) {
            Map<Object, ArrayDeque<Integer>> bySign = new HashMap<>();
            for (Integer now : right) {
                Object sign = signAfter.apply(now);
                if (sign != null) {
                    bySign.computeIfAbsent(sign, any -> new ArrayDeque<>(1)).add(now);
                }
            }
            for (Integer old : List.copyOf(left)) {
                Object sign = signBefore.apply(old);
                ArrayDeque<Integer> alike = sign == null ? null : bySign.get(sign);
                if (alike != null && !alike.isEmpty()) {
                    pair(old, alike.remove());
                }
            }
        }

        /** Pairs those of which one at least has no key, if a rule says that they are the same. */
        void matchUnkeyed(BiPredicate<Element, Element> isSame) {
            for (Integer old : List.copyOf(left)) {
                candidates(old)
                        .limit(CANDIDATES)
                        .filter(now -> isSame.test(before.get(old), after.get(now)))
                        .findFirst()
                        .ifPresent(now -> {
                            pair(old, now);
                            same.add(old);
                        });
            }
        }

        /** Pairs what is left in its order, but never two that have different keys. */
        void matchByPlace() {
            for (Integer old : List.copyOf(left)) {
                candidates(old).findFirst().ifPresent(now -> pair(old, now));
            }
        }

        private Stream<Integer> candidates(Integer old) {
            return (keysBefore.get(old).isEmpty() ? right : rightUnkeyed).stream();
        }

        /** Pairs the only one with the only one. */
        void matchOnly() {
            if (!before.isEmpty() && !after.isEmpty()) {
                pair(0, 0);
            }
        }

        NavigableMap<Integer, Integer> pairs() {
            return pairs;
        }

        /** {@return the places of those before that have none to go with} */
        NavigableSet<Integer> left() {
            return left;
        }

        /** {@return the places of those after that have none to go with} */
        NavigableSet<Integer> right() {
            return right;
        }

        /** {@return whether the one at a place before is known to be the same as the one it goes with} */
        boolean isSame(Integer old) {
            return same.contains(old);
        }

        boolean isEven() {
            return left.size() == right.size();
        }

        /** {@return whether those without a key stand in the order they stood in} */
        boolean isInOrder() {
            int last = -1;
            for (var pair : pairs.entrySet()) {
                if (keysBefore.get(pair.getKey()).isEmpty()) {
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
