package dev.guestwire.cli.document;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code detach-device}. */
@Command(
        name = "detach-device",
        description = "Takes a device from a guest. One that runs must let it go, which may take a while.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class DetachDevice extends GuestVerb {
    @Parameters(index = "1", paramLabel = "FILE", description = "The device's document; - is standard input.")
    private Path file;

    @Mixin
    private Where where;

    /** Creates the verb. */
    public DetachDevice() {}

    @Override
    protected int run(Guest guest) throws Exception {
        String xml = Document.read(file);
        Document.parse(xml, file.toString());
        guest.detach(xml, where.flags());
        out().done("asked to let the device go", row(guest));
        return ExitCode.OK;
    }
}
