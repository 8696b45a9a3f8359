package dev.guestwire.cli.document;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code update-device}. */
@Command(
        name = "update-device",
        description = "Changes a device of a guest, such as the image in a drive.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class UpdateDevice extends GuestVerb {
    @Parameters(index = "1", paramLabel = "FILE", description = "The device's document; - is standard input.")
    private Path file;

    @Mixin
    private Where where;

    @Option(names = "--force", description = "Takes a medium out although the guest has locked its tray.")
    private boolean force;

    /** Creates the verb. */
    public UpdateDevice() {}

    @Override
    protected int run(Guest guest) throws Exception {
        String xml = Document.read(file);
        Document.parse(xml, file.toString());
        guest.update(xml, where.updates(guest, force));
        out().done("device updated", row(guest));
        return ExitCode.OK;
    }
}
