package dev.guestwire.save;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import dev.guestwire.protocol.remote.DomainManagedSaveDefineXml;
import dev.guestwire.protocol.remote.DomainManagedSaveGetXmlDesc;
import dev.guestwire.protocol.remote.DomainManagedSaveRemove;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The memory of a guest that is off, kept by the daemon until the guest is started. */
public final class ManagedSave {
    /** Libvirt numbers {@code VIR_DOMAIN_SAVE_IMAGE_XML_SECURE} as it does {@code VIR_DOMAIN_XML_SECURE}. */
    private static final Set<Flag.Xml> SHOWS = EnumSet.of(Flag.Xml.SECURE);

    private final Guest guest;

    /** Creates the view of a guest; asks nobody. */
    public ManagedSave(Guest guest) {
        this.guest = guest;
    }

    /** {@return whether there is one: {@code virDomainHasManagedSaveImage}} */
    public boolean exists() {
        return guest.host()
                        .call(new DomainHasManagedSaveImage(guest.handle(), 0))
                        .result()
                != 0;
    }

    /** Throws it away, so that the guest boots anew: {@code virDomainManagedSaveRemove}. Does nothing if there is none. */
    public void remove() {
        guest.host().call(new DomainManagedSaveRemove(guest.handle(), 0));
    }

    /** {@return the document it was saved with: {@code virDomainManagedSaveGetXMLDesc}}; {@code SECURE} shows passwords. */
    public String xmlDescription(Flag.Xml... flags) {
        int word = shown(flags);
        return guest.host()
                .call(new DomainManagedSaveGetXmlDesc(guest.handle(), word))
                .xml();
    }

    /** {@return the definition it was saved with: {@code virDomainManagedSaveGetXMLDesc}}; {@code SECURE} shows passwords. */
    public Domain definition(Flag.Xml... flags) {
        return Domain.parse(xmlDescription(flags));
    }

    /**
     * Changes the definition it goes on with, where the guest cannot see it, such as the path of a disk:
     * {@code virDomainManagedSaveDefineXML}.
     *
     * @param options only {@code RUNNING} or {@code PAUSED}: what it does then; none: as it was saved
     */
    public void define(Domain definition, SaveOption... options) {
        String xml = definition.xml().toXml();
        guest.host().call(new DomainManagedSaveDefineXml(guest.handle(), xml, Flag.word(options)));
    }

    /**
     * {@return the file of a host where the memory of the guest may be saved instead, or was}
     *
     * @throws InvalidInputException if the path is not absolute
     */
    public SaveFile file(Path path) {
        return new SaveFile(guest.host(), path);
    }

    static int shown(Flag.Xml... flags) {
        if (!SHOWS.containsAll(List.of(flags))) {
            throw new InvalidInputException("The document of a saved guest can be shown with SECURE only", null);
        }
        return Flag.word(flags);
    }

    @Override
    public String toString() {
        return "managed save of " + guest;
    }
}
