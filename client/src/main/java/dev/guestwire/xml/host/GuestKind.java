package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;

/**
 * A kind of guest that the host can run.
 *
 * @param xml the element
 */
public record GuestKind(Element xml) implements View {
    /** Refuses an element of another name. */
    public GuestKind {
        View.named(xml, "guest");
    }

    /** {@return what guests of this kind may have, by element name, such as {@code acpi}} */
    public List<String> features() {
        return xml.part("features").children().stream().map(Element::name).toList();
    }

    /** {@return what guests of this kind may have, with what holds if a document says nothing} */
    public List<Toggle> featureToggles() {
        return xml.part("features").children().stream().map(Toggle::new).toList();
    }

    public Optional<String> osType() {
        return Leaf.text(xml, "os_type").string();
    }

    public Optional<String> arch() {
        return Leaf.attribute(xml, "arch", "name").string();
    }

    public Optional<Integer> wordSize() {
        return xml.child("arch").flatMap(e -> Leaf.text(e, "wordsize").integer());
    }

    public Optional<String> emulator() {
        return xml.child("arch").flatMap(e -> Leaf.text(e, "emulator").string());
    }

    public Optional<String> loader() {
        return xml.child("arch").flatMap(e -> Leaf.text(e, "loader").string());
    }

    public List<Machine> machines() {
        return xml.part("arch").children("machine").stream().map(Machine::new).toList();
    }

    public List<DomainKind> domains() {
        return xml.part("arch").children("domain").stream().map(DomainKind::new).toList();
    }

    /**
     * A feature of guests.
     *
     * @param xml the element
     */
    public record Toggle(Element xml) implements View {
        public String name() {
            return xml.name();
        }

        public Optional<Boolean> isDefault() {
            return Leaf.attribute(xml, "default").onOff();
        }

        /** {@return whether a guest can have it otherwise} */
        public Optional<Boolean> toggle() {
            return Leaf.attribute(xml, "toggle").yesNo();
        }
    }

    /**
     * A machine type.
     *
     * @param xml the element
     */
    public record Machine(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.text(xml).string();
        }

        public Optional<String> canonical() {
            return Leaf.attribute(xml, "canonical").string();
        }

        public Optional<Integer> maxCpus() {
            return Leaf.attribute(xml, "maxCpus").integer();
        }

        public Optional<Boolean> deprecated() {
            return Leaf.attribute(xml, "deprecated").yesNo();
        }
    }
    /**
     * A hypervisor for this kind.
     *
     * @param xml the element
     */
    public record DomainKind(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Optional<String> emulator() {
            return Leaf.text(xml, "emulator").string();
        }

        public List<Machine> machines() {
            return xml.children("machine").stream().map(Machine::new).toList();
        }
    }
}
