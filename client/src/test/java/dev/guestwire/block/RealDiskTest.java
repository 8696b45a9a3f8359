package dev.guestwire.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.DeviceEvent;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.JobEvent.BlockJobChanged;
import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.RunningGuest;
import dev.guestwire.block.IoLimits.Flow;
import dev.guestwire.block.IoLimits.Limit;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A disk of a guest that QEMU runs, and its jobs. */
class RealDiskTest {
    private static final int MIB = 1 << 20;
    private static final int SLOW = 64 << 10;
    private static final int DISK_ONLY_WITHOUT_METADATA = 16 | 4;

    @LibvirtHost
    static Lab lab;

    @Test
    void aDiskAndItsJobs() throws IOException, InterruptedException {
        try (RunningGuest running =
                RunningGuest.boot(lab, lab.guest("disky").qcow2Disk(64).rawDisk(8))) {
            BlockDevice vda = running.guest.disk("vda");
            numbers(vda);
            limits(vda);
            peekAndThreshold(running);
            withoutAJob(vda);
            copyAndAbort(running, vda);
            copyAndPivot(running, vda);
            commitAndPivot(running, vda);
            rebaseAndPull(running, vda);
        }
    }

    private static void numbers(BlockDevice vda) {
        DiskStatistics statistics = vda.statistics();
        assertThat(statistics.read().bytes().orElseThrow()).isPositive();
        assertThat(statistics.read().operations().orElseThrow()).isPositive();
        assertThat(statistics.written().bytes().orElseThrow()).isPositive();
        assertThat(statistics.written().time().orElseThrow()).isPositive();
        assertThat(statistics.flushed().operations().orElseThrow()).isPositive();
        assertThat(vda.info().capacityBytes()).isEqualTo(64 * MIB);
        assertThat(vda.info().allocationBytes()).isBetween(1L, 64L * MIB);
        vda.resize(96 * MIB);
        assertThat(vda.info().capacityBytes()).isEqualTo(96 * MIB);
        assertThatThrownBy(vda::resizeToCapacity).isInstanceOf(CallFailedException.class);
    }

    private static void limits(BlockDevice vda) {
        assertThat(vda.ioLimits().rate(Flow.TOTAL_BYTES).orElseThrow().perSecond())
                .hasValue(0);
        Limit bytes = Limit.of(50 * MIB).withBurst(100 * MIB, Duration.ofSeconds(2));
        vda.ioLimits(IoLimits.NONE
                .with(Flow.TOTAL_BYTES, bytes)
                .with(Flow.READ_OPERATIONS, Limit.of(5_000))
                .inGroup("together"));
        IoLimits limits = vda.ioLimits();
        assertThat(limits.rate(Flow.TOTAL_BYTES)).contains(bytes);
        assertThat(limits.rate(Flow.READ_OPERATIONS).orElseThrow().perSecond()).hasValue(5_000);
        assertThat(limits.group()).contains("together");
        vda.ioLimits(IoLimits.NONE.with(Flow.WRITE_OPERATIONS, Limit.of(4_000)));
        limits = vda.ioLimits();
        assertThat(limits.rate(Flow.TOTAL_BYTES)).contains(bytes);
        assertThat(limits.rate(Flow.READ_OPERATIONS).orElseThrow().perSecond()).hasValue(0);
        vda.ioLimits(IoLimits.NONE.with(Flow.READ_BYTES, Limit.of(70 * MIB)), Flag.Affect.CONFIG);
        assertThat(vda.ioLimits(Flag.Affect.CONFIG)
                        .rate(Flow.READ_BYTES)
                        .orElseThrow()
                        .perSecond())
                .hasValue(70 * MIB);
        assertThat(vda.ioLimits(Flag.Affect.LIVE).rate(Flow.TOTAL_BYTES)).contains(bytes);
    }

    private static void peekAndThreshold(RunningGuest running) throws IOException, InterruptedException {
        byte[] mark = "guestwire".getBytes(StandardCharsets.US_ASCII);
        try (FileChannel file = FileChannel.open(running.image.disks().get(1), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(mark), 4096);
        }
        BlockDevice vdb = running.guest.disk("vdb");
        assertThat(vdb.peek(4096, mark.length)).isEqualTo(Bytes.of(mark));
        vdb.threshold(MIB);
        String write = """
                {"execute": "guest-exec", "arguments": {"path": "/bin/dd", "arg":
                ["if=/dev/zero", "of=/dev/vdb", "bs=65536", "seek=32", "count=1", "conv=fsync"]}}""";
        running.host.call(new DomainAgentCommand(running.guest.handle(), write, 10, 0));
        DeviceEvent.BlockThresholdPassed passed = running.events.next(DeviceEvent.BlockThresholdPassed.class);
        assertThat(passed.disk()).isEqualTo("vdb");
        assertThat(passed.threshold()).isEqualTo(MIB);
        assertThat(passed.excess()).isPositive();
    }

    private static void withoutAJob(BlockDevice vda) {
        assertThat(vda.jobInfo()).isEmpty();
        assertThat(vda.mirror()).isEmpty();
        assertThat(vda.isReady()).isFalse();
        assertThatThrownBy(() -> vda.abortJob())
                .isInstanceOfSatisfying(
                        CallFailedException.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.INVALID_ARG));
    }

    private static void copyAndAbort(RunningGuest running, BlockDevice vda) throws InterruptedException {
        Path before = source(running.guest);
        vda.copy(lab.folder().resolve("aborted.qcow2"), "qcow2")
                .transientJob()
                .bandwidth(SLOW)
                .granularity(SLOW)
                .start();
        BlockJobInfo info = vda.jobInfo().orElseThrow();
        assertThat(info.type().is(BlockJobType.COPY)).isTrue();
        assertThat(info.bytesPerSecond()).isEqualTo(SLOW);
        assertThat(vda.isReady()).isFalse();
        assertThat(vda.mirror())
                .hasValueSatisfying(mirror -> assertThat(mirror.job()).contains("copy"));
        assertThatThrownBy(() -> vda.abortJob(BlockDevice.Abort.PIVOT)).isInstanceOf(CallFailedException.class);
        vda.jobSpeed(2 * SLOW);
        assertThat(vda.jobInfo().orElseThrow().bytesPerSecond()).isEqualTo(2 * SLOW);
        vda.abortJob(BlockDevice.Abort.ASYNC);
        becomes(running, BlockJobType.COPY, BlockJobStatus.CANCELED);
        assertThat(vda.jobInfo()).isEmpty();
        assertThat(source(running.guest)).isEqualTo(before);
    }

    private static void copyAndPivot(RunningGuest running, BlockDevice vda) throws InterruptedException {
        Path copy = lab.folder().resolve("copied.qcow2");
        vda.copy(copy, "qcow2").transientJob().synchronousWrites().start();
        becomes(running, BlockJobType.COPY, BlockJobStatus.READY);
        assertThat(vda.isReady()).isTrue();
        assertThat(vda.jobInfo())
                .hasValueSatisfying(info -> assertThat(info.cur()).isEqualTo(info.end()));
        vda.abortJob(BlockDevice.Abort.PIVOT);
        becomes(running, BlockJobType.COPY, BlockJobStatus.COMPLETED);
        assertThat(source(running.guest)).isEqualTo(copy);
    }

    private static void commitAndPivot(RunningGuest running, BlockDevice vda) throws InterruptedException {
        Path base = source(running.guest);
        snapshot(running, "overlay.qcow2");
        assertThat(chain(running.guest)).isEqualTo(1);
        vda.commit().active().bandwidth(100L * MIB).start();
        becomes(running, BlockJobType.ACTIVE_COMMIT, BlockJobStatus.READY);
        assertThat(vda.isReady()).isTrue();
        vda.abortJob(BlockDevice.Abort.PIVOT);
        becomes(running, BlockJobType.ACTIVE_COMMIT, BlockJobStatus.COMPLETED);
        assertThat(source(running.guest)).isEqualTo(base);
        assertThat(chain(running.guest)).isZero();
    }

    private static void rebaseAndPull(RunningGuest running, BlockDevice vda) throws InterruptedException {
        Path base = source(running.guest);
        snapshot(running, "first.qcow2");
        snapshot(running, "second.qcow2");
        snapshot(running, "third.qcow2");
        assertThat(chain(running.guest)).isEqualTo(3);
        Path first = lab.folder().resolve("first.qcow2");
        Path second = lab.folder().resolve("second.qcow2");
        vda.commit().top(second.toString()).base(first.toString()).start();
        becomes(running, BlockJobType.COMMIT, BlockJobStatus.COMPLETED);
        assertThat(chain(running.guest)).isEqualTo(2);
        vda.rebase(base.toString()).bandwidth(100L * MIB).start();
        becomes(running, BlockJobType.PULL, BlockJobStatus.COMPLETED);
        assertThat(chain(running.guest)).isEqualTo(1);
        vda.pull().bandwidth(100L * MIB).start();
        becomes(running, BlockJobType.PULL, BlockJobStatus.COMPLETED);
        assertThat(chain(running.guest)).isZero();
        assertThat(source(running.guest)).endsWith(Path.of("third.qcow2"));
    }

    private static void snapshot(RunningGuest running, String overlay) {
        String xml = """
                <domainsnapshot><disks>
                  <disk name='vda' snapshot='external'><source file='%s'/></disk>
                  <disk name='vdb' snapshot='no'/>
                </disks></domainsnapshot>
                """.formatted(lab.folder().resolve(overlay));
        running.host.call(new DomainSnapshotCreateXml(running.guest.handle(), xml, DISK_ONLY_WITHOUT_METADATA));
    }

    private static void becomes(RunningGuest running, BlockJobType type, BlockJobStatus status)
            throws InterruptedException {
        BlockJobChanged changed = running.events.next(BlockJobChanged.class);
        assertThat(changed.disk()).isEqualTo("vda");
        assertThat(changed.type().value()).isEqualTo(type);
        assertThat(changed.status().value()).isEqualTo(status);
    }

    private static Path source(Guest guest) {
        return Path.of(guest.definition()
                .findDisk("vda")
                .flatMap(disk -> disk.source().localPath())
                .orElseThrow());
    }

    private static int chain(Guest guest) {
        return guest.definition().findDisk("vda").orElseThrow().backingChain().size();
    }
}
