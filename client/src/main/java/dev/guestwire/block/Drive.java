package dev.guestwire.block;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A drive whose medium can be changed, a CD-ROM or a floppy drive. The running guest and its definition are changed one after the
 * other, each by the document that it has of the drive, the running guest first: if it refuses, the definition stays as it is.
 *
 * @param guest the guest
 * @param name the drive's target, or the path of its medium
 */
record Drive(Guest guest, String name) {
    private static final String POLICY = "startupPolicy";
    private static final List<String> KINDS = List.of("cdrom", "floppy");

    /** What belongs to the medium that is in the drive, not to the drive. */
    private static final List<String> OF_THE_MEDIUM = List.of("source", "backingStore", "mirror");

    void insert(Disk medium, Flag.Update... flags) {
        Element source = medium.xml()
                .child("source")
                .orElseThrow(() ->
                        new InvalidInputException("The medium for drive " + name + " has no source: use eject", null));
        change(
                drive -> new Disk(empty(drive).xml().withChild(source(source, drive)))
                        .withType(medium.type())
                        .withDriver(
                                driver -> driver.withType(medium.driver().type().orElse("raw"))),
                flags);
    }

    /** What is done about a missing medium at a start belongs to the drive, unless the medium says otherwise. */
    private static Element source(Element wanted, Disk drive) {
        return wanted.attribute(POLICY).isPresent()
                ? wanted
                : wanted.withAttribute(
                        POLICY, drive.xml().part("source").attribute(POLICY).orElse(null));
    }

    void eject(Flag.Update... flags) {
        change(Drive::empty, flags);
    }

    private static Disk empty(Disk drive) {
        Element xml = drive.xml();
        for (String part : OF_THE_MEDIUM) {
            xml = xml.without(part);
        }
        return new Disk(xml).withType("file");
    }

    private void change(UnaryOperator<Disk> change, Flag.Update... flags) {
        List<Flag.Update> wanted = List.of(flags);
        boolean stored = wanted.contains(Flag.Update.CONFIG);
        boolean running = wanted.contains(Flag.Update.LIVE) || (!stored && guest.isActive());
        Optional<Disk> now = running ? Optional.of(drive()) : Optional.empty();
        Optional<Disk> later = running && !stored ? Optional.empty() : Optional.of(drive(Flag.Xml.INACTIVE));
        now.ifPresent(drive -> update(change.apply(drive), wanted, Flag.Update.LIVE));
        later.ifPresent(drive -> update(change.apply(drive), wanted, Flag.Update.CONFIG));
    }

    private void update(Disk drive, List<Flag.Update> wanted, Flag.Update where) {
        guest.update(
                drive,
                Stream.concat(
                                Stream.of(where),
                                wanted.stream().filter(flag -> flag == Flag.Update.FORCE && where == Flag.Update.LIVE))
                        .toArray(Flag.Update[]::new));
    }

    private Disk drive(Flag.Xml... flags) {
        Disk found = guest.definition(flags)
                .findDisk(name)
                .orElseThrow(() -> NotFoundException.in(
                        new DomainGetXmlDesc(guest.handle(), Flag.word(flags)),
                        "Guest " + guest.name() + " has no disk " + name));
        if (!KINDS.contains(found.device())) {
            throw new InvalidInputException(
                    "Disk " + name + " of guest " + guest.name() + " is a " + found.device()
                            + ": only the media of CD-ROM and floppy drives can be changed",
                    null);
        }
        return found;
    }
}
