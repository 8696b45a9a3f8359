package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code disk eject}. */
@Command(
        name = "eject",
        description = "Empties a CD-ROM or floppy drive; the drive stays.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class EjectVerb extends GuestVerb {
    @Parameters(index = "1", paramLabel = "DRIVE", description = "Its target, such as sda.")
    private String drive;

    @Mixin
    private MediumOptions where;

    EjectVerb() {}

    @Override
    protected int run(Guest guest) {
        guest.disk(drive).eject(where.flags());
        out().done("drive " + drive + " emptied", row(guest).with("disk", drive));
        return ExitCode.OK;
    }
}
