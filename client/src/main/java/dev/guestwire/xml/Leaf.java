package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One value in an element: an attribute, an attribute of its first child of a name, or the text of such a child. Views
 * read and replace values through this. White space around a value does not count.
 *
 * <p>Putting the value that is there already leaves the element as it is, whatever its spelling: {@code 0x10} stays when 16
 * is put. Numbers are read as libvirt reads those of the place: {@code 012} is 12 in most, but 10 as a slot of PCI.
 */
public final class Leaf {
    private final Element element;
    private final @Nullable String child;
    private final @Nullable String attribute;
    private final List<String> siblings;

    private Leaf(Element element, @Nullable String child, @Nullable String attribute) {
        this(element, child, attribute, List.of());
    }

    private Leaf(Element element, @Nullable String child, @Nullable String attribute, List<String> siblings) {
        this.element = element;
        this.child = child;
        this.attribute = attribute;
        this.siblings = siblings;
    }

    /**
     * An attribute.
     *
     * @param element the element that has it, or may get it
     * @param name its name
     * @return the value's place
     */
    public static Leaf attribute(Element element, String name) {
        return new Leaf(element, null, name);
    }

    /**
     * An attribute of a child.
     *
     * @param element the element
     * @param child the child's name
     * @param name the attribute's name
     * @return the value's place
     */
    public static Leaf attribute(Element element, String child, String name) {
        return new Leaf(element, child, name);
    }

    /**
     * An element's own text.
     *
     * @param element the element
     * @return the value's place
     */
    public static Leaf text(Element element) {
        return new Leaf(element, null, null);
    }

    /**
     * The text of a child.
     *
     * @param element the element
     * @param child the child's name
     * @return the value's place
     */
    public static Leaf text(Element element, String child) {
        return new Leaf(element, child, null);
    }

    /**
     * The same place, where a new child goes behind the last of some others and not to the end. A few of libvirt's elements
     * must stand together, because libxml2 does not let groups within an interleaved schema mix with what is outside.
     *
     * @param names the names of the others
     * @return the value's place
     */
    public Leaf beside(String... names) {
        return new Leaf(element, child, attribute, List.of(names));
    }

    /** {@return the value as text; none if an element has no text, as libvirt reads it} */
    public Optional<String> string() {
        Optional<Element> holder = holder();
        if (attribute != null) {
            return holder.flatMap(e -> e.attribute(attribute)).map(Characters::strip);
        }
        return holder.map(Element::text).map(Characters::strip).filter(text -> !text.isEmpty());
    }

    /**
     * The value as text, which must be there.
     *
     * @return the value
     * @throws MalformedDataException if it is missing
     */
    public String required() {
        return string().orElseThrow(() -> new MalformedDataException(place() + " is missing", null));
    }

    /** {@return the value as a whole number} */
    public Optional<Integer> integer() {
        return read(v -> Math.toIntExact(decode(v)), "a whole number");
    }

    /** {@return the value as a whole number} */
    public Optional<Long> number() {
        return read(this::decode, "a whole number");
    }

    /** {@return the value, true for {@code yes} and false for {@code no}} */
    public Optional<Boolean> yesNo() {
        return read(v -> choice(v, "yes", "no"), "yes or no");
    }

    /** {@return the value, true for {@code on} and false for {@code off}} */
    public Optional<Boolean> onOff() {
        return read(v -> choice(v, "on", "off"), "on or off");
    }

    /** {@return the value as a UUID} */
    public Optional<UUID> uuid() {
        return read(Leaf::decodeUuid, "a UUID");
    }

    /** {@return the value as a set of numbers, such as {@code 0-3,^2}} */
    public Optional<NumberSet> numbers() {
        return read(NumberSet::parse, "a set of numbers");
    }

    /**
     * A text or attribute with its unit in the attribute {@code unit} beside it.
     *
     * @param defaultUnit the unit where none is written
     * @return the amount as written
     */
    public Optional<Size> size(String defaultUnit) {
        String unit = holder().flatMap(e -> e.attribute("unit")).orElse(defaultUnit);
        if (!Size.isUnit(unit)) {
            throw new MalformedDataException(
                    place() + " has the unit '" + unit + "', which libvirt does not know", null);
        }
        return read(v -> counted(new Size(Numbers.decode(v, Numbers.Form.DECIMAL), unit)), "an amount");
    }

    /**
     * Replaces the value.
     *
     * @param value text, a number, a UUID or a set of numbers; null removes the attribute or the child; a child
     *     without text, which may say something by attributes or children of its own, stays
     * @return the changed element
     */
    public Element put(@Nullable Object value) {
        if (value == null) {
            boolean isTextWithoutAny = attribute == null && string().isEmpty();
            return isTextWithoutAny ? element : write(null);
        }
        Optional<?> now = switch (value) {
            case Integer i -> quietly(Leaf::integer);
            case Long l -> quietly(Leaf::number);
            case UUID u -> quietly(Leaf::uuid);
            case NumberSet s -> quietly(Leaf::numbers);
            default -> string();
        };
        return now.equals(Optional.of(value)) ? element : write(value.toString());
    }

    /**
     * Replaces the value.
     *
     * @param value true for {@code yes}, false for {@code no}; null removes it
     * @return the changed element
     */
    public Element putYesNo(@Nullable Boolean value) {
        return put(value == null ? null : value ? "yes" : "no");
    }

    /**
     * Replaces the value.
     *
     * @param value true for {@code on}, false for {@code off}; null removes it
     * @return the changed element
     */
    public Element putOnOff(@Nullable Boolean value) {
        return put(value == null ? null : value ? "on" : "off");
    }

    /**
     * Replaces the text and the unit beside it.
     *
     * @param value the amount; null removes it
     * @param defaultUnit the unit where none is written
     * @return the changed element
     */
    public Element putSize(@Nullable Size value, String defaultUnit) {
        if (quietly(l -> l.size(defaultUnit)).equals(Optional.ofNullable(value))) {
            return element;
        }
        if (value == null) {
            return write(null);
        }
        String amount = Long.toString(value.value());
        UnaryOperator<Element> fill = e -> attribute == null
                ? Content.withText(e.withAttribute("unit", value.unit()), amount)
                : e.withAttribute(attribute, amount).withAttribute("unit", value.unit());
        return child == null ? fill.apply(element) : element.withChild(child, fill);
    }

    private Optional<Element> holder() {
        return child == null ? Optional.of(element) : element.child(child);
    }

    private Element write(@Nullable String value) {
        if (child == null) {
            return attribute == null
                    ? Content.withText(element, value == null ? "" : value)
                    : element.withAttribute(attribute, value);
        }
        if (attribute != null) {
            return element.withChild(child, e -> e.withAttribute(attribute, value));
        }
        if (value == null) {
            return element.child(child).map(element::without).orElse(element);
        }
        Element now = Content.withText(element.part(child), value);
        return element.has(child)
                ? element.withChild(now)
                : element.withContent(Content.plus(element.content(), now, siblings));
    }

    private <T> Optional<T> read(Function<String, T> decode, String kind) {
        Optional<String> value = string();
        try {
            return value.map(decode);
        } catch (ArithmeticException e) {
            throw new MalformedDataException(place() + " is '" + value.orElse("") + "', which is too large", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException(place() + " is '" + value.orElse("") + "', which is not " + kind, e);
        }
    }

    private <T> Optional<T> quietly(Function<Leaf, Optional<T>> reading) {
        try {
            return reading.apply(this);
        } catch (MalformedDataException e) {
            return Optional.empty();
        }
    }

    private long decode(String value) {
        String holder = child == null ? element.name() : child;
        return Numbers.decode(value, Numbers.at(element, holder, attribute == null ? "" : attribute));
    }

    private String place() {
        String what = attribute == null ? "The text" : "Attribute " + attribute;
        String where = "<" + element.qualifiedName() + ">";
        Element at = holder().orElse(element);
        return what + " of " + (child == null ? where : "<" + child + "> in " + where) + ", " + at.origin() + ",";
    }

    /** {@return the size itself, whose bytes can be counted} */
    private static Size counted(Size size) {
        size.bytes();
        return size;
    }

    private static boolean choice(String value, String yes, String no) {
        if (value.equals(yes)) {
            return true;
        }
        if (value.equals(no)) {
            return false;
        }
        throw new IllegalArgumentException(value);
    }

    /** Libvirt also takes UUIDs without hyphens. */
    private static UUID decodeUuid(String value) {
        String digits = value.replace("-", "").toLowerCase(Locale.ROOT);
        if (digits.length() != 32) {
            throw new IllegalArgumentException(value);
        }
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }
}
