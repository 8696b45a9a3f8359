package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An XML element that keeps everything it was read with: attributes and their order, unknown children, comments, foreign
 * namespaces and their prefixes. Immutable; every {@code with…} returns a new element that shares what did not change.
 *
 * <p>Where a name is given without a namespace, a child is meant in this element's own namespace, and an attribute in none:
 * libvirt's own names are in no namespace at all.
 *
 * <p>Two elements are equal when they say the same to libvirt: prefixes, comments, the order of attributes and blank text
 * between elements do not count, and children of <em>different</em> names may interleave differently. Children of the same
 * name count in order. Inside a foreign namespace all order counts.
 */
public final class Element implements Node {
    private final Name name;
    private final List<Attribute> attributes;
    private final List<Node> content;
    private final Origin origin;
    private int hash;

    Element(Name name, List<Attribute> attributes, List<Node> content, Origin origin) {
        this.name = name;
        this.attributes = attributes;
        this.content = content;
        this.origin = origin;
    }

    /**
     * Reads a document. A DOCTYPE is refused, even an empty one; so are nesting deeper than 256, which is libxml2's own
     * bound, and more than 4 MiB, which is the wire's. White space between elements is not kept.
     *
     * @param xml the whole document; an encoding named in it is ignored, a byte order mark skipped
     * @return the root element
     * @throws MalformedDataException if it is not a well-formed document within these bounds; names line and column
     */
    public static Element parse(String xml) {
        return XmlReader.read(xml);
    }

    /** {@return an empty element of this name} */
    public static Element of(String name) {
        return of("", "", name);
    }

    /**
     * An empty element in a namespace. The declaration is added when it is written.
     *
     * @param namespace the namespace
     * @param prefix the prefix to write it with, empty for a default namespace
     * @param name its name without the prefix
     * @return the element
     */
    public static Element of(String namespace, String prefix, String name) {
        Characters.requireName(name);
        Characters.requireLegal(namespace);
        if (!prefix.isEmpty()) {
            Characters.requireName(prefix);
            if (namespace.isEmpty() || prefix.equals("xmlns") || prefix.equals("xml")) {
                throw new IllegalArgumentException(
                        "Prefix " + prefix + " cannot stand for namespace '" + namespace + "'");
            }
        }
        return new Element(new Name(namespace, prefix, name), List.of(), List.of(), Origin.BUILT);
    }

    /** {@return the name without its prefix} */
    public String name() {
        return name.local();
    }

    /** {@return the namespace, empty if there is none} */
    public String namespace() {
        return name.namespace();
    }

    /** {@return the prefix it is written with, empty if there is none} */
    public String prefix() {
        return name.prefix();
    }

    /** {@return the name as it is written, with its prefix} */
    public String qualifiedName() {
        return name.toString();
    }

    /** {@return all attributes in their order, namespace declarations included; unmodifiable} */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * The value of an attribute.
     *
     * @param name its name
     * @return the value, which may be empty text
     */
    public Optional<String> attribute(String name) {
        return attribute("", name);
    }

    /**
     * The value of an attribute in a namespace.
     *
     * @param namespace its namespace
     * @param name its name without the prefix
     * @return the value, which may be empty text
     */
    public Optional<String> attribute(String namespace, String name) {
        for (Attribute attribute : attributes) {
            if (attribute.is(namespace, name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** {@return everything inside: elements, text, comments; unmodifiable} */
    public List<Node> content() {
        return content;
    }

    /** {@return all child elements, of any namespace} */
    public List<Element> children() {
        return Content.elements(content, e -> true);
    }

    /**
     * The child elements of one name, whether they stand together or not.
     *
     * @param name their name
     * @return the children in their order
     */
    public List<Element> children(String name) {
        return Content.elements(content, e -> e.is(namespace(), name));
    }

    /** {@return the first child of this name} */
    public Optional<Element> child(String name) {
        return child(namespace(), name);
    }

    /**
     * The first child element of a name in a namespace.
     *
     * @param namespace its namespace, by URI and not by prefix
     * @param name its name without the prefix
     * @return the child
     */
    public Optional<Element> child(String namespace, String name) {
        int at = indexOf(namespace, name);
        return at < 0 ? Optional.empty() : Optional.of((Element) content.get(at));
    }

    /** {@return whether there is a child of this name} */
    public boolean has(String name) {
        return indexOf(namespace(), name) >= 0;
    }

    /** {@return the first child of this name, or an empty one that is not in the document} */
    public Element part(String name) {
        return child(namespace(), name).orElseGet(() -> of(namespace(), prefix(), name));
    }

    /** {@return the text directly inside, exactly as written, without that of child elements} */
    public String text() {
        return Content.text(content);
    }

    /** {@return whether it has neither attributes nor content} */
    public boolean isBare() {
        return attributes.isEmpty() && content.isEmpty();
    }

    /**
     * Sets, adds or removes an attribute. A changed one keeps its place, a new one comes last.
     *
     * @param name its name
     * @param value its value, or null to remove it
     * @return the new element
     */
    public Element withAttribute(String name, @Nullable String value) {
        int at = 0;
        while (at < attributes.size() && !attributes.get(at).is("", name)) {
            at++;
        }
        return withAttributes(Lists.replacing(attributes, at, value == null ? null : Attribute.of(name, value)));
    }

    /**
     * The same element with other attributes.
     *
     * @param now all of them, namespace declarations included
     * @return the new element
     * @throws IllegalArgumentException if one occurs twice, or a prefix would mean two namespaces
     */
    public Element withAttributes(List<Attribute> now) {
        Prefixes.requireConsistent(name, now);
        return new Element(name, List.copyOf(now), content, origin);
    }

    /**
     * The same element with other content.
     *
     * @param now everything inside, in order
     * @return the new element
     */
    public Element withContent(List<? extends Node> now) {
        return new Element(name, attributes, List.copyOf(now), origin);
    }

    /**
     * The same element with nothing but this text inside.
     *
     * @param text the text, without escapes
     * @return the new element
     */
    public Element withText(String text) {
        return withContent(text.isEmpty() ? List.of() : List.of(new Text(text)));
    }

    /**
     * Puts a child in the place of the first one of the same name, or at the end if there is none.
     *
     * @param child the new child
     * @return the new element
     */
    public Element withChild(Element child) {
        int at = indexOf(child.namespace(), child.name());
        return withContent(Lists.replacing(content, at < 0 ? content.size() : at, child));
    }

    /**
     * Changes the first child of a name, and makes it if it is not there. A child that the change leaves without
     * attributes and content is removed.
     *
     * @param name the child's name
     * @param change given the child, or an empty element of its name
     * @return the new element
     */
    public Element withChild(String name, UnaryOperator<Element> change) {
        int at = indexOf(namespace(), name);
        Element before = part(name);
        Element after = change.apply(before);
        if (before.isBare() && after.isBare()) {
            return this;
        }
        return withContent(Lists.replacing(content, at < 0 ? content.size() : at, after.isBare() ? null : after));
    }

    /**
     * Replaces all children of a name: in their places as far as these reach, the rest behind the last of them.
     *
     * @param name the name of the children that go
     * @param now the children that come
     * @return the new element
     */
    public Element withChildren(String name, List<Element> now) {
        return withContent(Content.replacing(content, e -> e.is(namespace(), name), now));
    }

    /**
     * Replaces the texts of all children of a name: these keep their attributes as far as there are texts for them.
     *
     * @param name the name of the children
     * @param texts the texts, without escapes
     * @return the new element
     */
    public Element withTexts(String name, List<String> texts) {
        return withChildren(name, Content.texts(children(name), of(namespace(), prefix(), name), texts));
    }

    /**
     * Adds a child behind the last one of the same name, or at the end if there is none.
     *
     * @param child the new child
     * @return the new element
     */
    public Element plus(Element child) {
        return withContent(Content.plus(content, child, List.of()));
    }

    /**
     * Adds or removes a child that says something by being there, such as {@code <readonly/>}.
     *
     * @param name the child's name
     * @param present whether it shall be there; one that is there is left alone
     * @return the new element
     */
    public Element withFlag(String name, boolean present) {
        if (present == has(name)) {
            return this;
        }
        return present ? plus(of(namespace(), prefix(), name)) : without(name);
    }

    /**
     * Removes all children of a name.
     *
     * @param name their name
     * @return the new element
     */
    public Element without(String name) {
        return withContent(content.stream()
                .filter(n -> !(n instanceof Element e && e.is(namespace(), name)))
                .toList());
    }

    /**
     * Removes one child: this very object if it is there, else the first that equals it.
     *
     * @param child the child
     * @return the new element, this one if there is no such child
     */
    public Element without(Element child) {
        int at = Lists.indexOf(content, child);
        return at < 0 ? this : withContent(Lists.replacing(content, at, null));
    }

    /**
     * Replaces one child: this very object if it is there, else the first that equals it.
     *
     * @param child the child that goes
     * @param now the child that comes
     * @return the new element, this one if there is no such child
     */
    public Element replace(Element child, Element now) {
        int at = Lists.indexOf(content, child);
        return at < 0 ? this : withContent(Lists.replacing(content, at, now));
    }

    /** {@return this element as one line of XML, with everything in it; declares the prefixes it needs} */
    public String toXml() {
        return XmlWriter.write(this, false, false);
    }

    /** {@return this element as XML for people: indented by two blanks, but never inside text} */
    public String toPrettyXml() {
        return XmlWriter.write(this, true, false);
    }

    /** {@return as {@link #toXml}, but with passwords and cookies masked, so that it can be logged} */
    @Override
    public String toString() {
        return XmlWriter.write(this, false, true);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Element that && (this == that || Sameness.equal(this, that));
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Sameness.hash(this);
            hash = known;
        }
        return known;
    }

    boolean is(String otherNamespace, String otherName) {
        return name.local().equals(otherName) && name.namespace().equals(otherNamespace);
    }

    /** {@return where it was read, for messages} */
    Origin origin() {
        return origin;
    }

    private int indexOf(String namespace, String name) {
        return Content.indexOf(content, namespace, name);
    }
}
