package dev.guestwire.xml;

import org.jspecify.annotations.Nullable;

/**
 * An attribute as it was written. Namespace declarations ({@code xmlns}, {@code xmlns:nova}) are attributes too, so that
 * they are written back where they stood. Immutable; equal if all of its parts are.
 */
public final class Attribute {
    static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    private final Name name;
    private final String value;

    /** For the reader, which has checked the parts while it read them. */
    Attribute(Name name, String value) {
        this.name = name;
        this.value = value;
    }

    /**
     * An attribute with all of its parts.
     *
     * @param namespace the namespace, empty if there is none, as for nearly all of libvirt's attributes
     * @param prefix the prefix, empty if there is none
     * @param name the name without the prefix
     * @param value the value without escapes
     * @throws IllegalArgumentException if no XML document can hold such a name or character
     */
    public Attribute(String namespace, String prefix, String name, String value) {
        this(new Name(namespace, prefix, name), value);
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

    /** {@return the namespace, empty if there is none} */
    public String namespace() {
        return name.namespace();
    }

    /** {@return the prefix it is written with, empty if there is none} */
    public String prefix() {
        return name.prefix();
    }

    /** {@return the name without the prefix} */
    public String name() {
        return name.local();
    }

    /** {@return the value without escapes} */
    public String value() {
        return value;
    }

    /** {@return whether this declares a namespace} */
    public boolean isDeclaration() {
        return name.namespace().equals(XMLNS);
    }

    /** {@return the name as it is written, with its prefix} */
    public String qualifiedName() {
        return name.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribute that && name.equals(that.name) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + value.hashCode();
    }

    /** {@return the name only: a value may be secret} */
    @Override
    public String toString() {
        return "attribute " + name;
    }

    boolean is(String otherNamespace, String otherName) {
        return name.local().equals(otherName) && name.namespace().equals(otherNamespace);
    }

    /** {@return the prefix that this declaration binds, empty for the default namespace} */
    String declaredPrefix() {
        return name.prefix().isEmpty() ? "" : name.local();
    }
}
