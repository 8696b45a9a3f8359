package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Persistent reservations of a SCSI disk, and the helper that makes them.
 *
 * @param xml the element
 */
public record Reservations(Element xml) implements View {
    /** Refuses an element of another name. */
    public Reservations {
        View.named(xml, "reservations");
    }

    public Optional<Boolean> managed() {
        return Leaf.attribute(xml, "managed").yesNo();
    }

    public Reservations withManaged(@Nullable Boolean managed) {
        return new Reservations(Leaf.attribute(xml, "managed").putYesNo(managed));
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "source", "type").string();
    }

    public Reservations withType(@Nullable String type) {
        return new Reservations(Leaf.attribute(xml, "source", "type").put(type));
    }

    public Optional<String> path() {
        return Leaf.attribute(xml, "source", "path").string();
    }

    public Reservations withPath(@Nullable String path) {
        return new Reservations(Leaf.attribute(xml, "source", "path").put(path));
    }

    public Optional<String> mode() {
        return Leaf.attribute(xml, "source", "mode").string();
    }

    public Reservations withMode(@Nullable String mode) {
        return new Reservations(Leaf.attribute(xml, "source", "mode").put(mode));
    }
}
