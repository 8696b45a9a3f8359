package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.BlockJob;
import dev.guestwire.block.CommitRequest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.job.JobRef;
import dev.guestwire.xml.device.Disk;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code disk commit}. */
@Command(
        name = "commit",
        description = {
            "Writes what images of a chain hold into the one below them.",
            "Of the image that the guest writes (--active), the guest goes on with the image below when that is ready."
        },
        mixinStandardHelpOptions = true)
final class CommitVerb extends DiskJobVerb {
    @Option(names = "--active", description = "The image that the guest writes, too; then pivots.")
    private boolean active;

    @Option(names = "--base", paramLabel = "IMAGE", description = "Writes into this one instead of the lowest.")
    private Optional<String> base = Optional.empty();

    @Option(names = "--top", paramLabel = "IMAGE", description = "Begins with this one instead of the top one.")
    private Optional<String> top = Optional.empty();

    @Option(names = "--shallow", description = "Writes into the image right below the top one.")
    private boolean shallow;

    @Option(names = "--delete", description = "Deletes the images that are not needed any more.")
    private boolean delete;

    @Option(
            names = "--until-ready",
            description = "Does not pivot, of the image that the guest writes: guestwire disk pivot or cancel ends it.")
    private boolean untilReady;

    CommitVerb() {}

    @Option(names = "--pivot", description = "As --active.")
    void pivot(boolean wanted) {
        active |= wanted;
    }

    @Override
    String word() {
        return "commit";
    }

    @Override
    void require(Guest guest, Disk disk) {
        if (untilReady && !active) {
            throw wrong("--until-ready is for --active");
        }
        if (!active && top.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the top image is the one that the guest writes",
                    "--active commits that one, too, and then pivots; --top IMAGE begins with one below it");
        }
        if (disk.backingStore().isPresent()
                && disk.backingStore().get().xml().children().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE,
                    "disk " + disk.target().orElse("") + " of guest " + guest.name() + " has one image only",
                    "there is nothing below it to write into; guestwire snapshot create --disk-only makes another on top");
        }
    }

    @Override
    BlockJob start(BlockDevice device) {
        CommitRequest request = device.commit();
        request = active ? request.active() : request;
        request = shallow ? request.shallow() : request;
        request = delete ? request.deleting() : request;
        request = base.isPresent() ? request.base(base.get()) : request;
        request = top.isPresent() ? request.top(top.get()) : request;
        return (bandwidth() > 0 ? request.bandwidth(bandwidth()) : request).start();
    }

    @Override
    void await(BlockJob job) throws InterruptedException {
        if (untilReady) {
            job.awaitReady(FOREVER);
        } else if (job.ref().kind() == JobRef.Kind.BLOCK_ACTIVE_COMMIT) {
            job.pivot(FOREVER);
        } else {
            job.await(FOREVER);
        }
    }
}
