package dev.guestwire.block;

import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainBlockRebase;
import dev.guestwire.rpc.asking.Demand;
import java.util.List;
import java.util.Objects;

/**
 * A copy to a path that shall be started, as libvirt before 1.2.8 could; {@link CopyRequest} can more. The guest must be
 * transient. Immutable.
 */
public final class PathCopyRequest {
    private static final int SHALLOW = 1;
    private static final int REUSE_EXT = 2;
    private static final int COPY_RAW = 4;
    private static final int COPY = 8;
    private static final int COPY_DEV = 32;
    private static final int BANDWIDTH_BYTES = 64;

    private final BlockDevice disk;
    private final DomainBlockRebase call;

    PathCopyRequest(BlockDevice disk, String destination) {
        this(disk, new DomainBlockRebase(disk.handle(), disk.name(), destination, 0, COPY));
    }

    private PathCopyRequest(BlockDevice disk, DomainBlockRebase call) {
        this.disk = disk;
        this.call = call;
    }

    /** {@return this request, which copies the top image only; the copy stands on the same images} */
    public PathCopyRequest shallow() {
        return with(call.bandwidth(), SHALLOW);
    }

    /** {@return this request, which writes into an image that is there already} */
    public PathCopyRequest reusingExisting() {
        return with(call.bandwidth(), REUSE_EXT);
    }

    /** {@return this request, which makes a raw image} */
    public PathCopyRequest raw() {
        return with(call.bandwidth(), COPY_RAW);
    }

    /** {@return this request, where the path is a block device} */
    public PathCopyRequest toDevice() {
        return with(call.bandwidth(), COPY_DEV);
    }

    /** {@return this request with a limit; 0: none} */
    public PathCopyRequest bandwidth(long bytesPerSecond) {
        Demand.bandwidth(bytesPerSecond);
        return with(bytesPerSecond, BANDWIDTH_BYTES);
    }

    /** {@return the call that {@link #start} makes} */
    public DomainBlockRebase call() {
        return call;
    }

    /**
     * Starts the job: {@code virDomainBlockRebase} with {@code COPY}. Returns when it runs.
     *
     * @param options what the handle does otherwise
     * @return the job at work
     */
    public BlockJob start(BlockJob.Option... options) {
        List<String> images = List.of(Objects.requireNonNull(call.base()));
        return BlockJob.start(disk, disk.seen(), options, new BlockJobPlan(JobRef.Kind.BLOCK_COPY, images, call));
    }

    private PathCopyRequest with(long bandwidth, int flag) {
        return new PathCopyRequest(
                disk, new DomainBlockRebase(call.dom(), call.path(), call.base(), bandwidth, call.flags() | flag));
    }

    /** {@return the call in words} */
    @Override
    public String toString() {
        return call.toString();
    }
}
