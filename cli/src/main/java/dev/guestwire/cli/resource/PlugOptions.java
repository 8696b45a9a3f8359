package dev.guestwire.cli.resource;

import dev.guestwire.Guest;
import dev.guestwire.cli.document.Where;
import dev.guestwire.resource.GuestCpus;
import dev.guestwire.xml.NumberSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How virtual CPUs are plugged in. */
final class PlugOptions {
    @Option(names = "--out", description = "Takes them out.")
    private boolean takesOut;

    @Option(names = "--guest", description = "Has its agent do it, which only uses them or not.")
    private boolean inside;

    @Mixin
    private Where where = new Where();

    PlugOptions() {}

    /** Does it and {@return what was done} */
    String run(Guest guest, NumberSet vcpus) {
        GuestCpus cpus = guest.cpus();
        if (inside) {
            cpus.useInside(vcpus, !takesOut);
            return takesOut ? " not used any more" : " used";
        }
        if (takesOut) {
            cpus.unplug(vcpus, where.of(guest));
            return " taken out";
        }
        cpus.plug(vcpus, where.of(guest));
        return " plugged in";
    }
}
