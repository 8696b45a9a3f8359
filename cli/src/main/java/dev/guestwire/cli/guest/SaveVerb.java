package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.save.SaveFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verb {@code save}. */
@Command(
        name = "save",
        aliases = "managedsave",
        description = {
            "Writes the memory of a guest to disk and stops it.",
            "Without a file libvirt keeps it, and guestwire start goes on from there; else guestwire restore FILE does."
        },
        mixinStandardHelpOptions = true)
public final class SaveVerb extends GuestVerb {
    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "A path on the host.")
    private Optional<Path> file = Optional.empty();

    /** Creates the verb. */
    public SaveVerb() {}

    @Override
    protected int run(Guest guest) {
        if (file.isPresent()) {
            new SaveFile(guest.host(), file.get()).save(guest);
        } else {
            guest.managedSave();
        }
        out().done("saved and stopped", row(guest).with("file", file));
        return ExitCode.OK;
    }
}
