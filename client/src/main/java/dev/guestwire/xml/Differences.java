package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What tells two documents apart, in words: one line for each change, with the place of it. Nothing is said about what does
 * not count in a comparison, such as comments. Passwords are not shown.
 */
public final class Differences {
    /** Children that a document tells apart by one of these, as people do; others by their place. */
    private static final List<String[]> KEYS = List.of(
            new String[] {"target", "dev"},
            new String[] {"mac", "address"},
            new String[] {"alias", "name"},
            new String[] {"", "name"},
            new String[] {"", "id"},
            new String[] {"", "vcpu"},
            new String[] {"target", "name"},
            new String[] {"", "type"});

    private final List<String> lines = new ArrayList<>();

    private Differences() {}

    /**
     * Compares two documents.
     *
     * @param before how it was
     * @param after how it is now
     * @return the changes, none if the documents are equal
     */
    public static List<String> between(Element before, Element after) {
        Differences differences = new Differences();
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
        int known = lines.size();
        compareAttributes(path, before, after);
        compareText(path, before, after);
        Set<String> names = new LinkedHashSet<>();
        before.children().forEach(c -> names.add(c.namespace() + ' ' + c.name()));
        after.children().forEach(c -> names.add(c.namespace() + ' ' + c.name()));
        for (String name : names) {
            compareChildren(path, named(before, name), named(after, name));
        }
        if (lines.size() == known) {
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
        if (old.equals(now)) {
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

    /** Children that are equal are matched first, then those with one key, then the rest by place. */
    private void compareChildren(String path, List<Element> before, List<Element> after) {
        if (before.equals(after)) {
            return;
        }
        boolean several = before.size() > 1 || after.size() > 1;
        List<Element> left = new ArrayList<>(before);
        List<Element> right = new ArrayList<>(after);
        left.removeIf(right::remove);
        if (several) {
            for (Element old : List.copyOf(left)) {
                matching(old, right).ifPresent(now -> {
                    left.remove(old);
                    right.remove(now);
                    compare(path + "/" + label(old), old, now);
                });
            }
        }
        boolean single = !several && left.size() == 1 && right.size() == 1;
        if (single) {
            compare(path + "/" + left.get(0).name(), left.get(0), right.get(0));
            return;
        }
        left.forEach(e -> lines.add(path + "/" + label(e) + ": removed " + e));
        right.forEach(e -> lines.add(path + "/" + label(e) + ": added " + e));
    }

    private static Optional<Element> matching(Element old, List<Element> candidates) {
        Optional<String> key = key(old);
        return candidates.stream()
                .filter(c -> key.isPresent() && key.equals(key(c)))
                .findFirst();
    }

    private static String label(Element e) {
        return e.name() + key(e).map(k -> "[" + k + "]").orElse("");
    }

    private static Optional<String> key(Element e) {
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
