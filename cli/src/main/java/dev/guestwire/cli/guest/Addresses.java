package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.agent.InterfaceAddresses;
import dev.guestwire.cli.output.Row;
import java.util.List;

/** The addresses of a guest's network cards. */
public final class Addresses {
    /** What people see of them. */
    public static final List<String> COLUMNS = List.of("name", "mac", "addresses");

    private Addresses() {}

    /** {@return a row for each card that a source knows of} */
    public static List<Row> rows(Guest guest, InterfaceAddresses.Source source) {
        return guest.agent().interfaceAddresses(source).stream()
                .map(Addresses::row)
                .toList();
    }

    private static Row row(InterfaceAddresses card) {
        return new Row()
                .with("name", card.name())
                .with("mac", card.mac())
                .with(
                        "addresses",
                        card.addresses().stream()
                                .map(at -> at.address() + "/" + at.prefix())
                                .toList());
    }
}
