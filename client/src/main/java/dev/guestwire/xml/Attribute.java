package dev.guestwire.xml;

/**
 * An attribute as it was written. Namespace declarations ({@code xmlns}, {@code xmlns:nova}) are attributes too, so that
 * they are written back where they stood.
 *
 * @param namespace the namespace, empty if there is none, as for nearly all of libvirt's attributes
 * @param prefix the prefix, empty if there is none
 * @param name the name without the prefix
 * @param value the value without escapes
 */
public record Attribute(String namespace, String prefix, String name, String value) {
    static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    /** Refuses names and characters that no XML document can hold. */
    public Attribute {
        Characters.requireName(name);
        Characters.requireLegal(value);
        if (!prefix.isEmpty()) {
            Characters.requireName(prefix);
        }
        boolean isDefaultDeclaration = name.equals("xmlns") && namespace.equals(XMLNS);
        if (prefix.isEmpty() != (namespace.isEmpty() || isDefaultDeclaration)) {
            throw new IllegalArgumentException(
                    "Attribute " + name + " needs a prefix if, and only if, it has a namespace");
        }
    }

    /**
     * An attribute without a namespace.
     *
     * @param name its name
     * @param value its value, without escapes
     * @return the attribute
     */
    public static Attribute of(String name, String value) {
        return new Attribute("", "", name, value);
    }

    /** {@return whether this declares a namespace} */
    public boolean isDeclaration() {
        return namespace.equals(XMLNS);
    }

    /** {@return the name as it is written, with its prefix} */
    public String qualifiedName() {
        return prefix.isEmpty() ? name : prefix + ":" + name;
    }

    boolean is(String otherNamespace, String otherName) {
        return name.equals(otherName) && namespace.equals(otherNamespace);
    }

    /** {@return the prefix that this declaration binds, empty for the default namespace} */
    String declaredPrefix() {
        return prefix.isEmpty() ? "" : name;
    }
}
