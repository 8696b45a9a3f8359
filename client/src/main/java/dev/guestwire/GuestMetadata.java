package dev.guestwire;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainGetMetadata;
import dev.guestwire.protocol.remote.DomainSetMetadata;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Node;
import dev.guestwire.xml.nova.NovaInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What programs and people noted in a guest's definition: an element for each namespace, a title, a description. Where
 * nothing is said of what is affected, it is what runs if the guest runs, or else its definition for the next start: name
 * both, so that they stay alike. One of them at most can be read.
 */
public final class GuestMetadata {
    private static final int DESCRIPTION = 0;
    private static final int TITLE = 1;
    private static final int ELEMENT = 2;

    private final Guest guest;

    /** Creates the view of a guest; asks nobody. */
    public GuestMetadata(Guest guest) {
        this.guest = guest;
    }

    /** {@return the element of a namespace, if there is one: {@code virDomainGetMetadata}} */
    public Optional<Element> find(String namespace, Flag.Affect... where) {
        return read(ELEMENT, named(namespace), where).map(Element::parse).map(read -> inside(namespace, read));
    }

    /** {@return what OpenStack Nova noted, if it did} */
    public Optional<NovaInstance> findNova(Flag.Affect... where) {
        return find(NovaInstance.NAMESPACE, where).map(NovaInstance::new);
    }

    /**
     * Notes an element in place of the one in its namespace: {@code virDomainSetMetadata}.
     *
     * @throws InvalidInputException if the element is in no namespace
     */
    public void put(Element element, Flag.Affect... affected) {
        String namespace = named(element.namespace());
        element(element.toXml(), key(element), namespace, affected);
    }

    /** Notes what OpenStack Nova would, in place of what it did: {@code virDomainSetMetadata}. */
    public void put(NovaInstance instance, Flag.Affect... affected) {
        put(instance.xml(), affected);
    }

    /** Removes the element of a namespace, if there is one: {@code virDomainSetMetadata}. */
    public void remove(String namespace, Flag.Affect... affected) {
        element(null, null, named(namespace), affected);
    }

    /** {@return the title, if there is one: {@code virDomainGetMetadata}} */
    public Optional<String> findTitle(Flag.Affect... where) {
        return read(TITLE, null, where);
    }

    /**
     * Sets the title: {@code virDomainSetMetadata}.
     *
     * @param title one line; null removes it
     * @throws InvalidInputException if it has more than one line
     */
    public void title(@Nullable String title, Flag.Affect... affected) {
        if (title != null && title.indexOf('\n') >= 0) {
            throw new InvalidInputException("The title of guest " + guest.name() + " must be one line", null);
        }
        write(TITLE, title, affected);
    }

    /** {@return the description, if there is one: {@code virDomainGetMetadata}} */
    public Optional<String> findDescription(Flag.Affect... where) {
        return read(DESCRIPTION, null, where);
    }

    /**
     * Sets the description: {@code virDomainSetMetadata}.
     *
     * @param description any text; null removes it
     */
    public void description(@Nullable String description, Flag.Affect... affected) {
        write(DESCRIPTION, description, affected);
    }

    /** {@return an element in the namespace that libvirt takes off what it answers} */
    private static Element inside(String namespace, Element read) {
        Element named = read.namespace().isEmpty()
                ? Element.of(namespace, "", read.name()).withAttributes(read.attributes())
                : read;
        List<Node> content = new ArrayList<>();
        for (Node node : read.content()) {
            content.add(node instanceof Element child ? inside(namespace, child) : node);
        }
        return named.withContent(content);
    }

    private Optional<String> read(int type, @Nullable String uri, Flag.Affect... where) {
        try {
            var call = new DomainGetMetadata(guest.handle(), type, uri, Flag.word(where));
            return Optional.of(guest.host().call(call).metadata());
        } catch (NotFoundException missing) {
            if (missing.code().equals(ErrorCode.NO_DOMAIN_METADATA)) {
                return Optional.empty();
            }
            throw missing;
        }
    }

    private void write(int type, @Nullable String text, Flag.Affect... affected) {
        guest.host().call(new DomainSetMetadata(guest.handle(), type, text, null, null, Flag.word(affected)));
    }

    private void element(@Nullable String xml, @Nullable String key, String uri, Flag.Affect... affected) {
        guest.host().call(new DomainSetMetadata(guest.handle(), ELEMENT, xml, key, uri, Flag.word(affected)));
    }

    /** libvirt declares the namespace once more, by this prefix, and fails if the element has declared it itself. */
    private static String key(Element element) {
        return element.name().equals(element.prefix()) ? element.name() + "-data" : element.name();
    }

    private static String named(String namespace) {
        return Demand.namespace(namespace);
    }

    @Override
    public String toString() {
        return "metadata of " + guest;
    }
}
