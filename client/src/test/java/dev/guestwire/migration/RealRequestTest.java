package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.JobEvent.MigrationIterated;
import dev.guestwire.RunningGuest;
import dev.guestwire.Subscription;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.GuestJob;
import dev.guestwire.job.JobInfo;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A guest that moves from one private host to another, while it runs, with one of its two disks. */
class RealRequestTest {
    private static final int SIZE = 8 << 20;

    @LibvirtHost
    static Lab source;

    @LibvirtHost
    static Lab target;

    @Test
    void aGuestMovesWithTheDisksThatAreNamed() throws IOException, InterruptedException {
        try (RunningGuest running = RunningGuest.boot(
                        source, source.guest("mover").qcow2Disk(16).rawDisk(8));
                Host there = Host.connect(target.qemuUri())) {
            Path vda = target.newDisk("mover-vda.qcow2", "qcow2", 16);
            Path vdb = target.newDisk("mover-vdb.raw", "raw", 8);
            long blank = Files.size(vda);
            fill(running.image.disks().get(1), (byte) 'S');
            fill(vdb, (byte) 'T');
            MigrationRequest request = request(running, vda, vdb);

            refusedAsUnsafe(request);
            withoutAJob(running.guest);
            endedOnTheWay(running.guest, request.unsafe().bandwidthMib(1));
            assertThat(there.findGuest(running.guest.uuid())).isEmpty();
            move(running.guest, request.unsafe().bandwidthMib(2));

            Guest moved = there.guest(running.guest.uuid());
            assertThat(moved.state().is(GuestState.Phase.RUNNING)).isTrue();
            assertThat(moved.isPersistent()).isTrue();
            assertThat(moved.definition(Flag.Xml.INACTIVE)
                            .findDisk(vda.toString())
                            .orElseThrow()
                            .target())
                    .contains("vda");
            assertThat(Files.size(vda)).isGreaterThan(blank);
            assertThat(Files.readAllBytes(running.image.disks().get(1))).isEqualTo(filled((byte) 'S'));
            assertThat(Files.readAllBytes(vdb)).isEqualTo(filled((byte) 'T'));
            bothEndsTell(running.guest, moved);
            monitor(moved);
        }
    }

    private static MigrationRequest request(RunningGuest running, Path vda, Path vdb) {
        String xml = running.guest
                .xmlDescription(Flag.Xml.MIGRATABLE, Flag.Xml.SECURE)
                .replace(running.image.disks().get(0).toString(), vda.toString())
                .replace(running.image.disks().get(1).toString(), vdb.toString());
        return running.guest
                .migration(target.qemuUri())
                .live()
                .persistent()
                .changeProtection()
                .abortOnError()
                .autoConverge()
                .migrateUri("tcp://127.0.0.1")
                .listenAddress("127.0.0.1")
                .destinationXml(xml)
                .copyingDisks("vda");
    }

    private static void refusedAsUnsafe(MigrationRequest request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        CallFailedException.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.MIGRATE_UNSAFE));
    }

    private static void withoutAJob(Guest guest) {
        GuestJob job = guest.job();
        assertThat(job.info().type().is(JobInfo.Type.NONE)).isTrue();
        assertThatThrownBy(() -> job.abort()).isInstanceOf(WrongStateException.class);
        job.maxSpeedMib(100);
        assertThat(job.maxSpeedMib()).isEqualTo(100);
        job.maxDowntime(Duration.ofMillis(500));
        assertThat(job.maxDowntime()).isEqualTo(Duration.ofMillis(500));
        assertThat(job.compressionCacheBytes()).isPositive();
    }

    /** So slowly that it cannot be over before the abort comes. */
    private static void endedOnTheWay(Guest guest, MigrationRequest request) {
        try (Subscription once = guest.onEvent(
                MigrationIterated.class, event -> event.guest().job().abort())) {
            assertThatThrownBy(request::run)
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            no -> assertThat(no.code())
                                    .as("libvirt tells either, by the moment")
                                    .isIn(ErrorCode.OPERATION_ABORTED, ErrorCode.OPERATION_FAILED));
            assertThat(guest.state().is(GuestState.Phase.RUNNING)).isTrue();
            assertThat(once).isNotNull();
        }
    }

    /** Slowly until somebody has looked at it. */
    private static void move(Guest guest, MigrationRequest request) {
        AtomicReference<@Nullable JobInfo> seen = new AtomicReference<>();
        try (Subscription iterations = guest.onEvent(MigrationIterated.class, event -> {
            seen.compareAndSet(null, guest.job().info());
            guest.job().maxSpeedMib(4096);
        })) {
            request.run();
            assertThat(iterations).isNotNull();
        }
        assertThat(seen.get()).satisfies(info -> {
            assertThat(info.isRunning()).isTrue();
            assertThat(info.operation().is(Operation.MIGRATION_OUT)).isTrue();
            assertThat(info.memory().totalBytes().orElseThrow()).isGreaterThan(100 << 20);
            assertThat(info.ram().pageBytes()).hasValue(4096);
            assertThat(info.disk().totalBytes().orElseThrow()).isPositive();
            assertThat(info.others().list())
                    .as("what a later libvirt may tell besides")
                    .noneMatch(other ->
                            other.field().startsWith("memory_") || other.field().startsWith("disk_"));
        });
    }

    private static void bothEndsTell(Guest left, Guest moved) {
        assertThat(left.state().is(GuestState.Reason.SHUT_OFF_MIGRATED)).isTrue();
        assertThatThrownBy(() -> left.job().info()).isInstanceOf(WrongStateException.class);
        JobInfo out = left.job().completed().orElseThrow();
        assertThat(out.type().is(JobInfo.Type.COMPLETED)).isTrue();
        assertThat(out.operation().is(Operation.MIGRATION_OUT)).isTrue();
        assertThat(out.timing().downtime()).isPresent();
        assertThat(out.timing().elapsed().orElseThrow()).isPositive();
        JobInfo in = moved.job().completed().orElseThrow();
        assertThat(in.operation().is(Operation.MIGRATION_IN)).isTrue();
        assertThat(moved.job().takeCompleted()).isPresent();
        assertThat(moved.job().completed()).isEmpty();
        left.undefine();
        assertThatThrownBy(() -> left.job().info()).isInstanceOf(NotFoundException.class);
    }

    private static void monitor(Guest guest) {
        assertThat(guest.monitor().qmp("{\"execute\": \"query-status\"}")).contains("\"running\"");
        assertThat(guest.monitor().hmp("info status")).contains("running");
        guest.monitor().announceSelf();
    }

    private static byte[] filled(byte with) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, with);
        return bytes;
    }

    private static void fill(Path disk, byte with) throws IOException {
        try (FileChannel file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(filled(with)), 0);
        }
    }
}
