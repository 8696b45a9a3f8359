package dev.guestwire.definition;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.ConcurrentChangeException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.xml.domain.Domain;
import java.util.function.UnaryOperator;

/**
 * A guest's stored definition, which its next start takes, as it was when it was read. It is replaced only if nobody else has
 * changed it since. libvirt has no call that compares and defines at once, so a change in the instant between the two is not
 * noticed. A transient guest that runs has no stored definition: then it is what runs.
 *
 * @param guest whose
 * @param xml libvirt's document, passwords included
 */
public record StoredDefinition(Guest guest, String xml) {
    /** {@return a guest's stored definition as it is now: {@code virDomainGetXMLDesc} with {@code INACTIVE} and {@code SECURE}} */
    public static StoredDefinition of(Guest guest) {
        return new StoredDefinition(guest, guest.xmlDescription(Flag.Xml.INACTIVE, Flag.Xml.SECURE));
    }

    /** {@return the definition} */
    public Domain domain() {
        return Domain.parse(xml);
    }

    /** {@return whether somebody has changed it since it was read: {@code virDomainGetXMLDesc}} */
    public boolean isChanged() {
        return !of(guest).xml.equals(xml);
    }

    /**
     * Defines the guest anew: {@code virDomainDefineXMLFlags}, unless the new definition equals this one. A transient guest
     * becomes persistent.
     *
     * @param change makes the new definition of this one
     * @return the definition as libvirt keeps it now, which may lack parts that were sent
     * @throws ConcurrentChangeException if somebody else has changed it meanwhile; then nothing was defined
     * @throws InvalidInputException if the change makes it another guest
     */
    public Domain redefine(UnaryOperator<Domain> change, Flag.Define... flags) {
        Domain before = domain();
        Domain after = change.apply(before);
        if (after.equals(before)) {
            return before;
        }
        if (!after.uuid().equals(before.uuid())) {
            throw new InvalidInputException(
                    "Redefining guest " + guest.name()
                            + " would change its UUID, which makes another guest: use Host.define",
                    null);
        }
        if (isChanged()) {
            throw new ConcurrentChangeException("The definition of guest " + guest.name()
                    + " was changed by somebody else meanwhile, and stays as they made it: redefine the guest again, which begins"
                    + " with what is there now; Host.define replaces it whatever it is");
        }
        guest.host().define(after, flags);
        return of(guest).domain();
    }

    /** {@return the guest; the document may hold passwords} */
    @Override
    public String toString() {
        return "stored definition of " + guest;
    }
}
