package org.example.guests;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.LibvirtException;

/** Lists the guests of the host at a URI, with what they are doing. */
public final class ListGuests {
    private ListGuests() {}

    public static void main(String... arguments) {
        try (Host host = Host.connect(arguments[0])) {
            for (Guest guest : host.guests()) {
                System.out.println(guest.name() + " " + guest.state().phase());
            }
        } catch (LibvirtException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }
}
