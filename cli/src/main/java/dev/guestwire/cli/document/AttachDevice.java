package dev.guestwire.cli.document;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.WrongStateException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code attach-device}. */
@Command(
        name = "attach-device",
        description = {
            "Adds a device to a guest.",
            "Without an option to what runs, as virsh does; --persistent adds it to its definition, too."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class AttachDevice extends GuestVerb {
    @Parameters(index = "1", paramLabel = "FILE", description = "The device's document; - is standard input.")
    private Path file;

    @Mixin
    private Where where;

    /** Creates the verb. */
    public AttachDevice() {}

    @Override
    protected int run(Guest guest) throws Exception {
        String xml = Document.read(file);
        Document.parse(xml, file.toString());
        try {
            guest.attach(xml, where.plugged(guest));
        } catch (WrongStateException refused) {
            throw where.isSaid() || guest.isActive() ? refused : Where.off(guest);
        }
        out().done("device attached", row(guest));
        return ExitCode.OK;
    }
}
