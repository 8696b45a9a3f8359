package dev.guestwire.xml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Namespaces in XML 1.0, as far as one start tag can break them. */
final class Prefixes {
    static final String XML = "http://www.w3.org/XML/1998/namespace";
    static final Map<String, String> OUTERMOST = Map.of("", "", "xml", XML);

    /** Up to so many attributes are compared one by one. */
    private static final int FEW = 16;

    private Prefixes() {}

    /** {@return the prefixes in force inside a start tag, the outer ones themselves if it declares none} */
    static Map<String, String> within(Map<String, String> outer, List<Attribute> attributes) {
        Map<String, String> inner = null;
        for (Attribute attribute : attributes) {
            if (attribute.isDeclaration()) {
                inner = inner == null ? new HashMap<>(outer) : inner;
                inner.put(attribute.declaredPrefix(), attribute.value());
            }
        }
        return inner == null ? outer : inner;
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
        Set<List<String>> seen = new HashSet<>();
        for (Attribute attribute : attributes) {
            if (!seen.add(List.of(attribute.namespace(), attribute.name()))) {
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
