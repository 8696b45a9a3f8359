package dev.guestwire.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces in XML 1.0: the prefixes in force at one place of a document, and how far one start tag can break them. Entering
 * and leaving an element costs as much as it declares itself, whatever is declared around it. For one thread.
 */
final class Prefixes {
    static final String XML = "http://www.w3.org/XML/1998/namespace";

    /** Up to so many attributes are compared one by one. */
    private static final int FEW = 16;

    private final Map<String, String> inForce = new HashMap<>(Map.of("", "", "xml", XML));

    /** One object for each namespace, so that the same one is seen to be the same without a look at its characters. */
    private final Map<String, String> namespaces = new HashMap<>();

    /** What was declared and not yet left, with what was in force before. */
    private final List<Outer> outer = new ArrayList<>();

    /** A prefix, and the namespace it has outside the element that declares it anew; null if none. */
    private record Outer(String prefix, @Nullable String namespace) {}

    /** {@return the namespace of a prefix, or null} */
    @Nullable
    String find(String prefix) {
        return inForce.get(prefix);
    }

    /** {@return where {@link #leave} has to go back to at the end of the element that begins here} */
    int enter() {
        return outer.size();
    }

    void declare(String prefix, String namespace) {
        String same = namespaces.putIfAbsent(namespace, namespace);
        outer.add(new Outer(prefix, inForce.put(prefix, same == null ? namespace : same)));
    }

    void declareAll(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.isDeclaration()) {
                declare(attribute.declaredPrefix(), attribute.value());
            }
        }
    }

    /** Puts in force again what was when an element was entered. */
    void leave(int entered) {
        while (outer.size() > entered) {
            Outer last = outer.remove(outer.size() - 1);
            if (last.namespace() == null) {
                inForce.remove(last.prefix());
            } else {
                inForce.put(last.prefix(), last.namespace());
            }
        }
    }

    /** {@return what is wrong with binding a prefix to a namespace, or null} */
    static @Nullable String fault(String prefix, String namespace) {
        if (prefix.equals("xmlns") || namespace.equals(Attribute.XMLNS)) {
            return "xmlns cannot be declared";
        }
        if (prefix.equals("xml") != namespace.equals(XML)) {
            return "the prefix xml and its namespace belong together";
        }
        return !prefix.isEmpty() && namespace.isEmpty() ? "prefix " + prefix + " is declared as nothing" : null;
    }

    /** {@return an attribute that occurs before under the same namespace and name, or null} */
    static @Nullable Attribute twice(List<Attribute> attributes) {
        if (attributes.size() > FEW) {
            return twiceOfMany(attributes);
        }
        long seen = 0;
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            long bit = 1L << attribute.name().hashCode();
            if ((seen & bit) != 0 && standsBefore(i, attribute, attributes)) {
                return attribute;
            }
            seen |= bit;
        }
        return null;
    }

    private static boolean standsBefore(int end, Attribute wanted, List<Attribute> attributes) {
        for (int i = 0; i < end; i++) {
            if (attributes.get(i).is(wanted.namespace(), wanted.name())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Attribute twiceOfMany(List<Attribute> attributes) {
        Map<String, Set<String>> seen = new HashMap<>();
        for (Attribute attribute : attributes) {
            if (!seen.computeIfAbsent(attribute.name(), any -> new HashSet<>(2)).add(attribute.namespace())) {
                return attribute;
            }
        }
        return null;
    }

    static void requireConsistent(Name name, List<Attribute> attributes) {
        Map<String, String> meanings = new HashMap<>();
        Attribute twice = twice(attributes);
        if (twice != null) {
            throw new IllegalArgumentException("Attribute " + twice.qualifiedName() + " occurs twice");
        }
        meanings.put(name.prefix(), name.namespace());
        for (Attribute attribute : attributes) {
            boolean declares = attribute.isDeclaration();
            if (!declares && attribute.prefix().isEmpty()) {
                continue;
            }
            String meant = declares ? attribute.value() : attribute.namespace();
            String bound = declares ? attribute.declaredPrefix() : attribute.prefix();
            String fault = fault(bound, meant);
            if (fault != null || !meanings.merge(bound, meant, (x, y) -> x).equals(meant)) {
                throw new IllegalArgumentException(
                        fault != null ? fault : "prefix '" + bound + "' would mean two namespaces");
            }
        }
    }
}
