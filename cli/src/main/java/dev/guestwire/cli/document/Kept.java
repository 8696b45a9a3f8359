package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import java.util.List;

/** Tells what libvirt did not keep of a document by which a guest was defined, such as metadata without a namespace. */
final class Kept {
    private Kept() {}

    /** Reads a guest's definition again, and prints a line for each element and attribute of what was sent that is not there. */
    static void tell(Guest guest, Element sent, Gate to) {
        try {
            Element kept = Element.parse(guest.xmlDescription(Flag.Xml.INACTIVE, Flag.Xml.SECURE));
            missing(sent, kept).forEach(line -> to.line("libvirt did not keep " + line));
        } catch (LibvirtException untold) {
            to.line("the guest is defined, but what libvirt kept of the document could not be read: "
                    + untold.getMessage());
        }
    }

    /** {@return a line for each element and attribute that was sent and is not kept; what libvirt adds does not count} */
    static List<String> missing(Element sent, Element kept) {
        return Differences.between(sent, kept, (place, side) -> side == Differences.Side.AFTER).stream()
                .filter(line -> line.contains(": removed"))
                .map(line -> line.replaceFirst(": removed,? ", ", which "))
                .map(line -> line.replaceFirst(", which <", ": <"))
                .toList();
    }
}
