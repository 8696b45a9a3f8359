package dev.guestwire.block;

import dev.guestwire.Guest;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.storage.StorageSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy that shall be started: a disk is mirrored elsewhere until the job is ready, and is then pivoted or aborted.
 * Immutable.
 */
public final class CopyRequest {
    private static final int SHALLOW = 1;
    private static final int REUSE_EXT = 2;
    private static final int TRANSIENT_JOB = 4;
    private static final int SYNCHRONOUS_WRITES = 8;

    private final BlockDevice disk;
    private final DomainBlockCopy call;

    CopyRequest(BlockDevice disk, String xml) {
        this(disk, new DomainBlockCopy(disk.handle(), disk.name(), xml, List.of(), 0));
    }

    private CopyRequest(BlockDevice disk, DomainBlockCopy call) {
        this.disk = disk;
        this.call = call;
    }

    /** {@return this request, which copies the top image only; the copy stands on the same images} */
    public CopyRequest shallow() {
        return with(SHALLOW);
    }

    /** {@return this request, which writes into an image that is there already} */
    public CopyRequest reusingExisting() {
        return with(REUSE_EXT);
    }

    /** {@return this request, for a persistent guest too: the job is lost when the guest stops} */
    public CopyRequest transientJob() {
        return with(TRANSIENT_JOB);
    }

    /** {@return this request, where a write of the guest returns when the copy has it too, so that the job gets ready} */
    public CopyRequest synchronousWrites() {
        return with(SYNCHRONOUS_WRITES);
    }

    /** {@return this request with a limit; 0: none} */
    public CopyRequest bandwidth(long bytesPerSecond) {
        return with(TypedParam.ofUllong("bandwidth", Demand.bandwidth(bytesPerSecond)));
    }

    /** {@return this request, which notes in pieces of a size what the guest wrote; a power of two, 0: QEMU chooses} */
    public CopyRequest granularity(int bytes) {
        return with(TypedParam.ofUint("granularity", Demand.atLeast(1, bytes, "the bytes of a granule")));
    }

    /** {@return this request, with so much under way at most; 0: QEMU chooses} */
    public CopyRequest bufferSize(long bytes) {
        return with(TypedParam.ofUllong("buf-size", Demand.atLeast(1, bytes, "the bytes of a buffer")));
    }

    /** {@return the call that {@link #start} makes, to which it adds {@link #transientJob} for a persistent guest} */
    public DomainBlockCopy call() {
        return call;
    }

    /**
     * Starts the job: {@code virDomainBlockCopy}. Returns when it runs. On a persistent guest it is a {@linkplain
     * #transientJob transient job}: the guest is never undefined.
     *
     * @param options what the handle does otherwise
     * @return the job at work
     */
    public BlockJob start(BlockJob.Option... options) {
        Guest guest = disk.guest();
        DomainBlockCopy sent = guest.isPersistent() ? transientJob().call() : call;
        return BlockJob.start(
                disk, disk.seen(), options, new BlockJobPlan(JobRef.Kind.BLOCK_COPY, destination(), sent));
    }

    private List<String> destination() {
        Element document = Element.parse(call.destxml());
        return document.child("source").map(StorageSource::new).map(ImageChain::name).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private CopyRequest with(int flag) {
        return with(call.params(), call.flags() | flag);
    }

    private CopyRequest with(TypedParam param) {
        Stream<TypedParam> others =
                call.params().stream().filter(other -> !other.field().equals(param.field()));
        return with(Stream.concat(others, Stream.of(param)).toList(), call.flags());
    }

    private CopyRequest with(List<TypedParam> params, int flags) {
        return new CopyRequest(disk, new DomainBlockCopy(call.dom(), call.path(), call.destxml(), params, flags));
    }

    /** {@return the call in words, without the destination's document} */
    @Override
    public String toString() {
        return call.toString();
    }
}
