package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.BlockJob;
import dev.guestwire.block.CopyRequest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.AlreadyExistsException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.xml.device.Disk;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code disk copy}. */
@Command(
        name = "copy",
        description = "Copies a disk of a running guest into a file on the host, as it is when the copy has caught up.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class CopyVerb extends DiskJobVerb {
    @Parameters(index = "2", paramLabel = "FILE", description = "A path on the host.")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "Of the copy; as the disk has it if not given.")
    private String format = "";

    @Option(names = "--pivot", description = "The guest goes on with the copy; else it stays where it is.")
    private boolean pivot;

    @Option(
            names = "--until-ready",
            description = "Leaves the copy alone when it has caught up: guestwire disk pivot or cancel ends it.")
    private boolean untilReady;

    @Option(names = "--shallow", description = "Only the top image; the copy stands on the same ones below.")
    private boolean shallow;

    @Option(
            names = {"--reuse-external", "--reuse"},
            description = "The file exists and is large enough.")
    private boolean reuse;

    @Option(names = "--transient-job", description = "The guest's definition need not survive a restart meanwhile.")
    private boolean transientJob;

    CopyVerb() {}

    @Override
    String word() {
        return "copy";
    }

    @Override
    Row facts() {
        return new Row().with("file", file.toAbsolutePath());
    }

    @Override
    void require(Guest guest, Disk disk) {
        if (pivot && untilReady) {
            throw wrong("--pivot ends the copy, and --until-ready leaves it alone");
        }
        if (format.isEmpty()) {
            format = disk.driver().type().orElse("raw");
        }
        if (pivot && isBackground()) {
            throw wrong(
                    "With --background nobody waits to pivot: guestwire disk pivot does it, when guestwire job watch"
                            + " says that the copy is ready");
        }
    }

    @Override
    BlockJob start(BlockDevice device) {
        CopyRequest request = device.copy(file.toAbsolutePath(), format);
        request = shallow ? request.shallow() : request;
        request = reuse ? request.reusingExisting() : request;
        request = transientJob ? request.transientJob() : request;
        try {
            return (bandwidth() > 0 ? request.bandwidth(bandwidth()) : request).start();
        } catch (UnsupportedException | AlreadyExistsException refused) {
            // Nothing but the text tells what is unsupported; libvirt names the file if that is what stands in the way.
            if (!reuse && String.valueOf(refused.error().message()).contains(file.toString())) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the host has a file " + file + " already, and it is not overwritten",
                        "another FILE; or --reuse-external, if a copy may overwrite that one and it is large enough");
            }
            throw refused;
        }
    }

    @Override
    void await(BlockJob job) throws InterruptedException {
        if (untilReady) {
            job.awaitReady(FOREVER);
        } else if (pivot) {
            job.pivot(FOREVER);
        } else {
            job.keep(FOREVER);
        }
    }
}
