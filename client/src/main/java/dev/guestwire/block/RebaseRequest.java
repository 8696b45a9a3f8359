package dev.guestwire.block;

import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainBlockRebase;
import dev.guestwire.rpc.asking.Demand;
import java.util.List;

/** A rebase that shall be started: what lies between the top image and a base is drawn into the top one. Immutable. */
public final class RebaseRequest {
    private static final int RELATIVE = 16;
    private static final int BANDWIDTH_BYTES = 64;

    private final BlockDevice disk;
    private final DomainBlockRebase call;

    RebaseRequest(BlockDevice disk, String base) {
        this(disk, new DomainBlockRebase(disk.handle(), disk.name(), base, 0, 0));
    }

    private RebaseRequest(BlockDevice disk, DomainBlockRebase call) {
        this.disk = disk;
        this.call = call;
    }

    /** {@return this request, which keeps the name of the base relative to the image above} */
    public RebaseRequest relative() {
        return with(call.bandwidth(), RELATIVE);
    }

    /** {@return this request with a limit; 0: none} */
    public RebaseRequest bandwidth(long bytesPerSecond) {
        Demand.bandwidth(bytesPerSecond);
        return with(bytesPerSecond, BANDWIDTH_BYTES);
    }

    /** {@return the call that {@link #start} makes} */
    public DomainBlockRebase call() {
        return call;
    }

    /**
     * Starts the job: {@code virDomainBlockRebase}. Returns when it runs.
     *
     * @param options what the handle does otherwise
     * @return the job at work
     */
    public BlockJob start(BlockJob.Option... options) {
        Seen seen = disk.seen();
        ImageChain chain = seen.chain();
        List<String> images = chain.without(1, chain.indexOf(String.valueOf(call.base())));
        return BlockJob.start(disk, seen, options, new BlockJobPlan(JobRef.Kind.BLOCK_PULL, images, call));
    }

    private RebaseRequest with(long bandwidth, int flag) {
        return new RebaseRequest(
                disk, new DomainBlockRebase(call.dom(), call.path(), call.base(), bandwidth, call.flags() | flag));
    }

    /** {@return the call in words} */
    @Override
    public String toString() {
        return call.toString();
    }
}
