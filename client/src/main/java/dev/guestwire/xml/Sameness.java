package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Equality of elements: what libvirt could tell apart, and no more. Recursion ends at the reader's depth. */
final class Sameness {
    private static final Comparator<Node> BY_NAME =
            Comparator.comparing((Node n) -> n instanceof Element e ? e.name() : "", Sameness::order)
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
            byName.computeIfAbsent(attribute.name(), any -> new HashMap<>(2))
                    .put(attribute.namespace(), attribute);
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
}
