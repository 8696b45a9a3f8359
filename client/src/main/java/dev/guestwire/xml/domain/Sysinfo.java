package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the guest reads in its SMBIOS tables, or as firmware configuration.
 *
 * @param xml the element
 */
public record Sysinfo(Element xml) implements View {
    /** Refuses an element of another name. */
    public Sysinfo {
        View.named(xml, "sysinfo");
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Sysinfo withType(String type) {
        return new Sysinfo(Leaf.attribute(xml, "type").put(type));
    }

    public List<Entry> bios() {
        return xml.part("bios").children("entry").stream().map(Entry::new).toList();
    }

    public Sysinfo withBios(List<Entry> bios) {
        return new Sysinfo(xml.withChild("bios", a -> a.withChildren("entry", View.elements(bios))));
    }

    public List<Entry> system() {
        return xml.part("system").children("entry").stream().map(Entry::new).toList();
    }

    public Sysinfo withSystem(List<Entry> system) {
        return new Sysinfo(xml.withChild("system", a -> a.withChildren("entry", View.elements(system))));
    }

    public List<Entry> chassis() {
        return xml.part("chassis").children("entry").stream().map(Entry::new).toList();
    }

    public Sysinfo withChassis(List<Entry> chassis) {
        return new Sysinfo(xml.withChild("chassis", a -> a.withChildren("entry", View.elements(chassis))));
    }

    public List<Board> baseBoards() {
        return xml.children("baseBoard").stream().map(Board::new).toList();
    }

    public Sysinfo withBaseBoards(List<Board> baseBoards) {
        return new Sysinfo(xml.withChildren("baseBoard", View.elements(baseBoards)));
    }

    public List<String> oemStrings() {
        return xml.part("oemStrings").children("entry").stream()
                .map(e -> e.text().strip())
                .toList();
    }

    public Sysinfo withOemStrings(List<String> oemStrings) {
        return new Sysinfo(xml.withChild("oemStrings", a -> a.withTexts("entry", oemStrings)));
    }

    public List<Entry> entries() {
        return xml.children("entry").stream().map(Entry::new).toList();
    }

    public Sysinfo withEntries(List<Entry> entries) {
        return new Sysinfo(xml.withChildren("entry", View.elements(entries)));
    }

    /** {@return an empty SMBIOS table} */
    public static Sysinfo smbios() {
        return new Sysinfo(Element.of("sysinfo")).withType("smbios");
    }

    /**
     * Sets or removes an entry of a table.
     *
     * @param table {@code bios}, {@code system} or {@code chassis}
     * @param name such as {@code serial}
     * @param value its value; null removes it
     * @return the new information
     */
    public Sysinfo withEntry(String table, String name, @Nullable String value) {
        return new Sysinfo(xml.withChild(table, t -> {
            Element old = t.children("entry").stream()
                    .filter(e -> e.attribute("name").filter(name::equals).isPresent())
                    .findFirst()
                    .orElse(Element.of("entry").withAttribute("name", name));
            Element rest = value == null ? t.without(old) : t;
            return value == null
                    ? rest
                    : old.text().isEmpty() ? t.plus(old.withText(value)) : t.replace(old, old.withText(value));
        }));
    }
    /**
     * A named value.
     *
     * @param xml the element
     */
    public record Entry(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Entry withName(@Nullable String name) {
            return new Entry(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> value() {
            return Leaf.text(xml).string();
        }

        public Entry withValue(@Nullable String value) {
            return new Entry(Leaf.text(xml).put(value));
        }

        public Optional<String> file() {
            return Leaf.attribute(xml, "file").string();
        }

        public Entry withFile(@Nullable String file) {
            return new Entry(Leaf.attribute(xml, "file").put(file));
        }
    }
    /**
     * A table about one board.
     *
     * @param xml the element
     */
    public record Board(Element xml) implements View {
        public List<Entry> entries() {
            return xml.children("entry").stream().map(Entry::new).toList();
        }

        public Board withEntries(List<Entry> entries) {
            return new Board(xml.withChildren("entry", View.elements(entries)));
        }
    }
}
