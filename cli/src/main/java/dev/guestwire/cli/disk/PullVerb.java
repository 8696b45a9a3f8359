package dev.guestwire.cli.disk;

import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.BlockJob;
import dev.guestwire.block.PullRequest;
import dev.guestwire.block.RebaseRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code disk pull}. */
@Command(
        name = "pull",
        description = "Copies what the images below hold into the top one, which then stands alone.",
        mixinStandardHelpOptions = true)
final class PullVerb extends DiskJobVerb {
    @Option(names = "--base", paramLabel = "IMAGE", description = "Goes on standing on this one.")
    private Optional<String> base = Optional.empty();

    PullVerb() {}

    @Override
    String word() {
        return "pull";
    }

    @Override
    BlockJob start(BlockDevice device) {
        if (base.isPresent()) {
            RebaseRequest request = device.rebase(base.get());
            return (bandwidth() > 0 ? request.bandwidth(bandwidth()) : request).start();
        }
        PullRequest request = device.pull();
        return (bandwidth() > 0 ? request.bandwidth(bandwidth()) : request).start();
    }

    @Override
    void await(BlockJob job) throws InterruptedException {
        job.await(FOREVER);
    }
}
