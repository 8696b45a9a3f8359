package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Equality of elements: what libvirt could tell apart, and no more. Recursion ends at the reader's depth. */
final class Sameness {
    private static final Comparator<Node> BY_NAME =
            Comparator.comparing(n -> n instanceof Element e ? e.namespace() + ' ' + e.name() : "");

    private Sameness() {}

    static boolean equal(Element a, Element b) {
        if (!a.is(b.namespace(), b.name()) || a.hashCode() != b.hashCode() || !sameAttributes(a, b)) {
            return false;
        }
        List<Node> inA = significant(a);
        List<Node> inB = significant(b);
        return inA.equals(inB)
                || (mayInterleave(a, inA)
                        && mayInterleave(b, inB)
                        && grouped(inA).equals(grouped(inB)));
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

    private static boolean sameAttributes(Element a, Element b) {
        return countAttributes(a) == countAttributes(b)
                && a.attributes().stream()
                        .filter(x -> !x.isDeclaration())
                        .allMatch(x -> b.attribute(x.namespace(), x.name())
                                .filter(x.value()::equals)
                                .isPresent());
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
