package dev.guestwire.save;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.protocol.remote.DomainSaveFlags;
import dev.guestwire.protocol.remote.DomainSaveImageDefineXml;
import dev.guestwire.protocol.remote.DomainSaveImageGetXmlDesc;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;

/** A file on the machine of a host, with the memory of a guest in it or to be written there. */
public final class SaveFile {
    private final Host host;
    private final Path path;

    /**
     * Creates the view of a file, which need not be there; asks nobody.
     *
     * @param path where it is on the host's machine
     * @throws InvalidInputException if the path is not absolute
     */
    public SaveFile(Host host, Path path) {
        if (!path.isAbsolute()) {
            throw new InvalidInputException("The path of a file on the host must be absolute: " + path, null);
        }
        this.host = host;
        this.path = path;
    }

    /** Stops a guest and writes its memory here: {@code virDomainSaveFlags}. Returns when the guest is off. */
    public void save(Guest guest, SaveOption... options) {
        host.call(new DomainSaveFlags(guest.handle(), path.toString(), null, Flag.word(options)));
    }

    /** Lets the guest go on that was saved here: {@code virDomainRestoreFlags}. The file stays, and must not be used twice. */
    public void restore(RestoreOption... options) {
        host.call(new DomainRestoreFlags(path.toString(), null, Flag.word(options)));
    }

    /**
     * Lets the guest go on that was saved here: {@code virDomainRestoreFlags}.
     *
     * @param changed its definition, changed where the guest cannot see it, such as the path of a disk
     */
    public void restore(Domain changed, RestoreOption... options) {
        host.call(new DomainRestoreFlags(path.toString(), changed.xml().toXml(), Flag.word(options)));
    }

    /** {@return the definition it was saved with: {@code virDomainSaveImageGetXMLDesc}}; {@code SECURE} shows passwords. */
    public Domain definition(Flag.Xml... flags) {
        var call = new DomainSaveImageGetXmlDesc(path.toString(), ManagedSave.shown(flags));
        return Domain.parse(host.call(call).xml());
    }

    /**
     * Changes the definition the guest goes on with: {@code virDomainSaveImageDefineXML}.
     *
     * @param options only {@code RUNNING} or {@code PAUSED}: what it does then; none: as it was saved
     */
    public void define(Domain definition, SaveOption... options) {
        String xml = definition.xml().toXml();
        host.call(new DomainSaveImageDefineXml(path.toString(), xml, Flag.word(options)));
    }

    @Override
    public String toString() {
        return "saved memory in " + path + " of " + host;
    }
}
