package dev.guestwire.block;

import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.rpc.asking.Demand;
import java.util.List;

/** A pull that shall be started: all images below are drawn into the top one. Immutable. */
public final class PullRequest {
    private static final int BANDWIDTH_BYTES = 64;

    private final BlockDevice disk;
    private final DomainBlockPull call;

    PullRequest(BlockDevice disk) {
        this(disk, new DomainBlockPull(disk.handle(), disk.name(), 0, 0));
    }

    private PullRequest(BlockDevice disk, DomainBlockPull call) {
        this.disk = disk;
        this.call = call;
    }

    /** {@return this request with a limit; 0: none} */
    public PullRequest bandwidth(long bytesPerSecond) {
        Demand.bandwidth(bytesPerSecond);
        return new PullRequest(
                disk, new DomainBlockPull(call.dom(), call.path(), bytesPerSecond, call.flags() | BANDWIDTH_BYTES));
    }

    /** {@return the call that {@link #start} makes} */
    public DomainBlockPull call() {
        return call;
    }

    /**
     * Starts the job: {@code virDomainBlockPull}. Returns when it runs.
     *
     * @param options what the handle does otherwise
     * @return the job at work
     */
    public BlockJob start(BlockJob.Option... options) {
        Seen seen = disk.seen();
        ImageChain chain = seen.chain();
        List<String> images = chain.without(1, chain.images().size());
        return BlockJob.start(disk, seen, options, new BlockJobPlan(JobRef.Kind.BLOCK_PULL, images, call));
    }

    /** {@return the call in words} */
    @Override
    public String toString() {
        return call.toString();
    }
}
