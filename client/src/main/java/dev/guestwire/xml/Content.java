package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What stands inside an element, as a list. */
final class Content {
    private Content() {}

    static List<Element> elements(List<Node> content, Predicate<Element> wanted) {
        Element[] found = new Element[content.size()];
        int count = 0;
        for (Node node : content) {
            if (node instanceof Element child && wanted.test(child)) {
                found[count++] = child;
            }
        }
        return Lists.of(found, 0, count);
    }

    static int indexOf(List<Node> content, String namespace, String name) {
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Element child && child.is(namespace, name)) {
                return i;
            }
        }
        return -1;
    }

    static String text(List<Node> content) {
        if (content.size() == 1 && content.get(0) instanceof Node.Text only) {
            return only.value();
        }
        StringBuilder all = new StringBuilder();
        for (Node node : content) {
            if (node instanceof Node.Text text) {
                all.append(text.value());
            }
        }
        return all.toString();
    }

    /** {@return the content with those that go replaced in their places, and the rest behind the last of them} */
    static List<Node> replacing(List<Node> content, Predicate<Element> goes, List<Element> now) {
        List<Node> all = new ArrayList<>(content.size() + now.size());
        int used = 0;
        int end = -1;
        for (Node node : content) {
            if (!(node instanceof Element child) || !goes.test(child)) {
                all.add(node);
            } else if (used < now.size()) {
                all.add(now.get(used++));
                end = all.size();
            }
        }
        all.addAll(end < 0 ? all.size() : end, now.subList(used, now.size()));
        return all;
    }

    /** {@return the content with a child behind the last one of its name or its siblings', or at the end} */
    static List<Node> plus(List<Node> content, Element child, List<String> siblings) {
        int at = content.size();
        while (at > 0 && !(content.get(at - 1) instanceof Element e && isBeside(e, child, siblings))) {
            at--;
        }
        List<Node> all = new ArrayList<>(content);
        all.add(at == 0 ? content.size() : at, child);
        return all;
    }

    private static boolean isBeside(Element e, Element child, List<String> siblings) {
        return e.namespace().equals(child.namespace())
                && (e.name().equals(child.name()) || siblings.contains(e.name()));
    }

    /** {@return an element with its text replaced, and everything else in it kept} */
    static Element withText(Element element, String text) {
        List<Node> all = new ArrayList<>();
        if (!text.isEmpty()) {
            all.add(new Node.Text(text));
        }
        element.content().stream().filter(n -> !(n instanceof Node.Text)).forEach(all::add);
        return element.withContent(all);
    }

    /** {@return children with these texts: the old ones as far as they reach, then copies of the empty one} */
    static List<Element> texts(List<Element> before, Element empty, List<String> texts) {
        List<Element> now = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Element child = i < before.size() ? before.get(i) : empty;
            boolean same = Characters.strip(child.text()).equals(texts.get(i));
            now.add(same ? child : withText(child, texts.get(i)));
        }
        return now;
    }
}
