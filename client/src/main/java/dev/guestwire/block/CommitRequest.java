package dev.guestwire.block;

import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainBlockCommit;
import dev.guestwire.rpc.asking.Demand;
import org.jspecify.annotations.Nullable;

/**
 * A commit that shall be started: images of a disk's chain are written into one below them. Immutable.
 *
 * <pre>{@code
 * guest.disk("vda").commit().active().bandwidth(50_000_000).start();
 * }</pre>
 */
public final class CommitRequest {
    private static final int SHALLOW = 1;
    private static final int DELETE = 2;
    private static final int ACTIVE = 4;
    private static final int RELATIVE = 8;
    private static final int BANDWIDTH_BYTES = 16;

    private final BlockDevice disk;
    private final DomainBlockCommit call;

    CommitRequest(BlockDevice disk) {
        this(disk, new DomainBlockCommit(disk.handle(), disk.name(), null, null, 0, 0));
    }

    private CommitRequest(BlockDevice disk, DomainBlockCommit call) {
        this.disk = disk;
        this.call = call;
    }

    /**
     * {@return this request, to write into an image instead of the lowest}
     *
     * @param image its path, or such as {@code vda[2]} by the index in the definition
     */
    public CommitRequest base(String image) {
        return with(image, call.top(), call.bandwidth(), 0);
    }

    /**
     * {@return this request, for the images from one down instead of from the top one}
     *
     * @param image its path, or such as {@code vda[1]} by the index in the definition
     */
    public CommitRequest top(String image) {
        return with(call.base(), image, call.bandwidth(), 0);
    }

    /** {@return this request for the image that the guest writes: the job gets ready, and is then pivoted or aborted} */
    public CommitRequest active() {
        return with(ACTIVE);
    }

    /** {@return this request, to write into the image right below the top one} */
    public CommitRequest shallow() {
        return with(SHALLOW);
    }

    /** {@return this request, which deletes the images that are not needed any more} */
    public CommitRequest deleting() {
        return with(DELETE);
    }

    /** {@return this request, which keeps names of images below relative to those above} */
    public CommitRequest relative() {
        return with(RELATIVE);
    }

    /** {@return this request with a limit; 0: none} */
    public CommitRequest bandwidth(long bytesPerSecond) {
        Demand.bandwidth(bytesPerSecond);
        return with(call.base(), call.top(), bytesPerSecond, BANDWIDTH_BYTES);
    }

    /** {@return the call that {@link #start} makes} */
    public DomainBlockCommit call() {
        return call;
    }

    /**
     * Starts the job: {@code virDomainBlockCommit}. Returns when it runs.
     *
     * @param options what the handle does otherwise
     * @return the job at work
     */
    public BlockJob start(BlockJob.Option... options) {
        Seen seen = disk.seen();
        return BlockJob.start(disk, seen, options, plan(seen.chain()));
    }

    private BlockJobPlan plan(ImageChain chain) {
        int top = call.top() == null ? 0 : chain.indexOf(call.top());
        int lowest = (call.flags() & SHALLOW) == 0 ? chain.images().size() - 1 : top + 1;
        int base = call.base() == null ? lowest : chain.indexOf(call.base());
        boolean active = (call.flags() & ACTIVE) != 0 && top <= 0;
        return new BlockJobPlan(
                active ? JobRef.Kind.BLOCK_ACTIVE_COMMIT : JobRef.Kind.BLOCK_COMMIT, chain.without(top, base), call);
    }

    private CommitRequest with(int flag) {
        return with(call.base(), call.top(), call.bandwidth(), flag);
    }

    private CommitRequest with(@Nullable String base, @Nullable String top, long bandwidth, int flag) {
        return new CommitRequest(
                disk, new DomainBlockCommit(call.dom(), call.disk(), base, top, bandwidth, call.flags() | flag));
    }

    /** {@return the call in words} */
    @Override
    public String toString() {
        return call.toString();
    }
}
