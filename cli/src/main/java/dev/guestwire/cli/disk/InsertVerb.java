package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code disk insert}. */
@Command(
        name = "insert",
        description = "Puts an image into a CD-ROM or floppy drive, in the place of what may be in it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class InsertVerb extends GuestVerb {
    @Parameters(index = "1", paramLabel = "DRIVE", description = "Its target, such as sda.")
    private String drive;

    @Parameters(index = "2", paramLabel = "IMAGE", description = "A file on the host, by its absolute path.")
    private Path image;

    @Mixin
    private MediumOptions where;

    InsertVerb() {}

    @Override
    protected int run(Guest guest) {
        guest.disk(drive).insert(image, where.flags());
        out().done(
                        "medium inserted into " + drive,
                        row(guest).with("disk", drive).with("source", image));
        return ExitCode.OK;
    }
}
