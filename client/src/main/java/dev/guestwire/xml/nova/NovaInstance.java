package dev.guestwire.xml.nova;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.domain.Domain;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What OpenStack Nova keeps in the metadata of its guests: a {@code nova:instance}.
 *
 * @param xml the element
 */
public record NovaInstance(Element xml) implements View {
    /** The namespace of Nova's metadata. */
    public static final String NAMESPACE = "http://openstack.org/xmlns/libvirt/nova/1.1";

    /** Refuses an element of another name or namespace. */
    public NovaInstance {
        if (!xml.name().equals("instance") || !xml.namespace().equals(NAMESPACE)) {
            throw new MalformedDataException(
                    "Expected <instance> of " + NAMESPACE + ", not <" + xml.qualifiedName() + "> of " + xml.namespace(),
                    null);
        }
    }

    /**
     * What Nova says about a guest.
     *
     * @param domain the guest's definition
     * @return Nova's part of the metadata, empty if Nova did not make the guest
     */
    public static Optional<NovaInstance> of(Domain domain) {
        return domain.metadata().element(NAMESPACE).map(NovaInstance::new);
    }

    /**
     * An instance, to be put into a guest's metadata.
     *
     * @param name the instance's name
     * @return the instance
     */
    public static NovaInstance named(String name) {
        return new NovaInstance(Element.of(NAMESPACE, "nova", "instance")).withName(name);
    }

    /** {@return when Nova made it} */
    public Optional<Instant> creationTime() {
        Optional<String> text = Leaf.text(xml, "creationTime").string();
        try {
            return text.map(t -> LocalDateTime.parse(t, WRITTEN).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new MalformedDataException("creationTime of a nova:instance is '" + text.orElse("") + "'", e);
        }
    }

    /**
     * Sets when Nova made it.
     *
     * @param time the time; null removes it
     * @return the new instance
     */
    public NovaInstance withCreationTime(@Nullable Instant time) {
        String text = time == null ? null : WRITTEN.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        return new NovaInstance(Leaf.text(xml, "creationTime").put(text));
    }

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    public Optional<String> name() {
        return Leaf.text(xml, "name").string();
    }

    public NovaInstance withName(@Nullable String name) {
        return new NovaInstance(Leaf.text(xml, "name").put(name));
    }

    public Optional<String> packageVersion() {
        return Leaf.attribute(xml, "package", "version").string();
    }

    public NovaInstance withPackageVersion(@Nullable String packageVersion) {
        return new NovaInstance(Leaf.attribute(xml, "package", "version").put(packageVersion));
    }

    public NovaFlavor flavor() {
        return new NovaFlavor(xml.part("flavor"));
    }

    public NovaInstance withFlavor(UnaryOperator<NovaFlavor> change) {
        return new NovaInstance(
                xml.withChild("flavor", e -> change.apply(new NovaFlavor(e)).xml()));
    }

    public NovaImage image() {
        return new NovaImage(xml.part("image"));
    }

    public NovaInstance withImage(UnaryOperator<NovaImage> change) {
        return new NovaInstance(
                xml.withChild("image", e -> change.apply(new NovaImage(e)).xml()));
    }

    public Optional<String> rootType() {
        return Leaf.attribute(xml, "root", "type").string();
    }

    public NovaInstance withRootType(@Nullable String rootType) {
        return new NovaInstance(Leaf.attribute(xml, "root", "type").put(rootType));
    }

    public Optional<String> rootUuid() {
        return Leaf.attribute(xml, "root", "uuid").string();
    }

    public NovaInstance withRootUuid(@Nullable String rootUuid) {
        return new NovaInstance(Leaf.attribute(xml, "root", "uuid").put(rootUuid));
    }

    public Optional<String> userName() {
        return xml.child("owner").flatMap(e -> Leaf.text(e, "user").string());
    }

    public NovaInstance withUserName(@Nullable String userName) {
        return new NovaInstance(xml.withChild("owner", a -> Leaf.text(a, "user").put(userName)));
    }

    public Optional<String> userId() {
        return xml.child("owner").flatMap(e -> Leaf.attribute(e, "user", "uuid").string());
    }

    public NovaInstance withUserId(@Nullable String userId) {
        return new NovaInstance(
                xml.withChild("owner", a -> Leaf.attribute(a, "user", "uuid").put(userId)));
    }

    public Optional<String> projectName() {
        return xml.child("owner").flatMap(e -> Leaf.text(e, "project").string());
    }

    public NovaInstance withProjectName(@Nullable String projectName) {
        return new NovaInstance(
                xml.withChild("owner", a -> Leaf.text(a, "project").put(projectName)));
    }

    public Optional<String> projectId() {
        return xml.child("owner")
                .flatMap(e -> Leaf.attribute(e, "project", "uuid").string());
    }

    public NovaInstance withProjectId(@Nullable String projectId) {
        return new NovaInstance(
                xml.withChild("owner", a -> Leaf.attribute(a, "project", "uuid").put(projectId)));
    }

    public List<NovaPort> ports() {
        return xml.part("ports").children("port").stream().map(NovaPort::new).toList();
    }

    public NovaInstance withPorts(List<NovaPort> ports) {
        return new NovaInstance(xml.withChild("ports", a -> a.withChildren("port", View.elements(ports))));
    }
}
