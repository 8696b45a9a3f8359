package dev.guestwire.block;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.block.IoLimits.Flow;
import dev.guestwire.block.IoLimits.Limit;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockJobSetSpeed;
import dev.guestwire.protocol.remote.DomainBlockPeek;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainBlockStatsFlags;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetBlockIoTune;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSetBlockIoTune;
import dev.guestwire.protocol.remote.DomainSetBlockThreshold;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a disk says to the daemon, and what it makes of the answer. */
class BlockDeviceCallsTest {
    private static final DomainGetBlockJobInfo.Reply NO_JOB = new DomainGetBlockJobInfo.Reply(0, 0, 0, 0, 0);

    private final FakeHost fake = new FakeHost();
    private final BlockDevice vda = fake.web.disk("vda");

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aDiskIsAGuestAndAName() {
        assertThat(vda).isEqualTo(new BlockDevice(fake.web, "vda")).isNotEqualTo(fake.web.disk("vdb"));
        assertThat(vda).hasToString("vda of " + fake.web);
    }

    @Test
    void jobInfo() {
        assertThat(fake.told(
                        DomainGetBlockJobInfo.class,
                        new DomainGetBlockJobInfo.Reply(1, 5, 18_000_000, 66, 100),
                        vda::jobInfo))
                .hasValueSatisfying(info -> {
                    assertThat(info.type().is(BlockJobType.BACKUP)).isTrue();
                    assertThat(info.bytesPerSecond()).isEqualTo(18_000_000);
                    assertThat(info.cur()).isEqualTo(66);
                    assertThat(info.end()).isEqualTo(100);
                });
        assertThat(fake.daemon.calls(DomainGetBlockJobInfo.class))
                .containsExactly(new DomainGetBlockJobInfo(WEB, "vda", 1));
        assertThat(fake.told(DomainGetBlockJobInfo.class, new DomainGetBlockJobInfo.Reply(1, 77, 0, 0, 0), vda::jobInfo)
                        .orElseThrow()
                        .type())
                .hasToString("number 77");
    }

    @Test
    void aJobThatIsGoneIsNotReady() {
        assertThat(fake.told(DomainGetBlockJobInfo.class, NO_JOB, vda::jobInfo)).isEmpty();
        assertThat(isReady("")).isFalse();
    }

    @Test
    void aDiskIsNotEmptiedByAWrongSize() {
        assertThatThrownBy(() -> fake.web.disk("vda").resize(-1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("vda")
                .hasMessageContaining("-1");
        assertThat(fake.daemon.calls(DomainBlockResize.class)).isEmpty();
    }

    @Test
    void readyIsWhatTheMirrorSays() {
        assertThat(isReady("<mirror job='copy'/>")).isFalse();
        assertThat(isReady("<mirror job='copy' ready='yes'/>")).isTrue();
        assertThat(isReady("<mirror job='copy' ready='pivot'/>")).isFalse();
        assertThat(isReady("<mirror job='copy' ready='abort'/>")).isFalse();
        assertThat(vda.mirror().flatMap(mirror -> mirror.job())).contains("copy");
    }

    private boolean isReady(String mirror) {
        String xml = "<domain><devices><disk type='file'><source file='/a'/><target dev='vda'/>" + mirror
                + "</disk></devices></domain>";
        return fake.told(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(xml), vda::isReady);
    }

    @Test
    void whatCannotBeReadIsNoAnswer() {
        fake.daemon.on(DomainGetXmlDesc.class, call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "gone"));
        assertThatThrownBy(vda::isReady).isInstanceOf(NotFoundException.class);
        fake.daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply("<domain/>"));
        assertThatThrownBy(vda::isReady).isInstanceOf(NotFoundException.class).hasMessage("Guest web has no disk vda");
    }

    @Test
    void abortJob() {
        assertThat(fake.sent(DomainBlockJobAbort.class, Empty.EMPTY, () -> vda.abortJob()))
                .isEqualTo(new DomainBlockJobAbort(WEB, "vda", 0));
        assertThat(fake.sent(DomainBlockJobAbort.class, Empty.EMPTY, () -> vda.abortJob(BlockDevice.Abort.ASYNC)))
                .isEqualTo(new DomainBlockJobAbort(WEB, "vda", 1));
        assertThat(fake.sent(DomainBlockJobAbort.class, Empty.EMPTY, () -> vda.abortJob(BlockDevice.Abort.PIVOT)))
                .isEqualTo(new DomainBlockJobAbort(WEB, "vda", 2));
        fake.daemon.on(
                DomainBlockJobAbort.class, call -> Answer.error(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, "no job"));
        assertThatThrownBy(() -> vda.abortJob())
                .isInstanceOfSatisfying(
                        CallFailedException.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.INVALID_ARG));
    }

    @Test
    void sizes() {
        assertThat(fake.sent(DomainBlockResize.class, Empty.EMPTY, () -> vda.resize(10)))
                .isEqualTo(new DomainBlockResize(WEB, "vda", 10, 1));
        assertThat(fake.sent(DomainBlockResize.class, Empty.EMPTY, vda::resizeToCapacity))
                .isEqualTo(new DomainBlockResize(WEB, "vda", 0, 3));
        assertThat(fake.told(DomainGetBlockInfo.class, new DomainGetBlockInfo.Reply(20, 100, 30), vda::info))
                .isEqualTo(new BlockInfo(100, 20, 30));
        assertThat(fake.daemon.calls(DomainGetBlockInfo.class)).containsExactly(new DomainGetBlockInfo(WEB, "vda", 0));
    }

    @Test
    void jobSpeedPeekAndThreshold() {
        assertThat(fake.sent(DomainBlockJobSetSpeed.class, Empty.EMPTY, () -> vda.jobSpeed(3_000_000)))
                .isEqualTo(new DomainBlockJobSetSpeed(WEB, "vda", 3_000_000, 1));
        assertThat(fake.told(
                        DomainBlockPeek.class,
                        new DomainBlockPeek.Reply(Bytes.of((byte) 1, (byte) 2)),
                        () -> vda.peek(4096, 2)))
                .isEqualTo(Bytes.of((byte) 1, (byte) 2));
        assertThat(fake.daemon.calls(DomainBlockPeek.class))
                .containsExactly(new DomainBlockPeek(WEB, "vda", 4096, 2, 0));
        assertThat(fake.sent(DomainSetBlockThreshold.class, Empty.EMPTY, () -> vda.threshold(1 << 20)))
                .isEqualTo(new DomainSetBlockThreshold(WEB, "vda", 1 << 20, 0));
    }

    @Test
    void statisticsAreCountedAndThenRead() {
        fake.daemon.on(DomainBlockStatsFlags.class, call -> {
            List<TypedParam> all = List.of(
                    TypedParam.ofLlong("rd_bytes", 1),
                    TypedParam.ofLlong("rd_operations", 2),
                    TypedParam.ofLlong("rd_total_times", 3_000),
                    TypedParam.ofLlong("wr_bytes", 4),
                    TypedParam.ofLlong("wr_operations", 5),
                    TypedParam.ofLlong("wr_total_times", 6_000),
                    TypedParam.ofLlong("flush_operations", 7),
                    TypedParam.ofLlong("flush_total_times", 8_000),
                    TypedParam.ofLlong("errs", 9),
                    TypedParam.ofLlong("later", 10));
            return Answer.of(new DomainBlockStatsFlags.Reply(call.nparams() == 0 ? List.of() : all, 10));
        });
        DiskStatistics statistics = vda.statistics();
        assertThat(fake.daemon.calls(DomainBlockStatsFlags.class))
                .containsExactly(
                        new DomainBlockStatsFlags(WEB, "vda", 0, 4), new DomainBlockStatsFlags(WEB, "vda", 10, 4));
        assertThat(statistics.read()).isEqualTo(traffic(OptionalLong.of(1), 2, 3_000));
        assertThat(statistics.written()).isEqualTo(traffic(OptionalLong.of(4), 5, 6_000));
        assertThat(statistics.flushed()).isEqualTo(traffic(OptionalLong.empty(), 7, 8_000));
        assertThat(statistics.errors()).hasValue(9);
        assertThat(statistics.others().list()).containsExactly(TypedParam.ofLlong("later", 10));
        assertThat(DiskStatistics.of(TypedParams.NONE).read().time()).isEmpty();
    }

    private static DiskStatistics.Traffic traffic(OptionalLong bytes, long operations, long nanos) {
        return new DiskStatistics.Traffic(bytes, OptionalLong.of(operations), Optional.of(Duration.ofNanos(nanos)));
    }

    /** All twenty limits of libvirt's, each with a number of its own. */
    private static List<TypedParam> allLimits() {
        List<TypedParam> params = new ArrayList<>();
        for (String flow : List.of("bytes", "iops")) {
            for (String direction : List.of("total", "read", "write")) {
                String field = direction + "_" + flow + "_sec";
                long number = params.size() + 1L;
                params.add(TypedParam.ofUllong(field, number));
                params.add(TypedParam.ofUllong(field + "_max", number + 100));
                params.add(TypedParam.ofUllong(field + "_max_length", number + 200));
            }
        }
        params.add(TypedParam.ofUllong("size_iops_sec", 4096));
        params.add(TypedParam.ofText("group_name", "drive-virtio-disk0"));
        return params;
    }

    @Test
    void limitsAreCountedAndThenRead() {
        List<TypedParam> told = new ArrayList<>(allLimits());
        told.add(TypedParam.ofUllong("later", 1));
        fake.daemon.on(
                DomainGetBlockIoTune.class,
                call -> Answer.of(new DomainGetBlockIoTune.Reply(call.nparams() == 0 ? List.of() : told, 21)));
        IoLimits limits = vda.ioLimits(Flag.Affect.CONFIG);
        assertThat(fake.daemon.calls(DomainGetBlockIoTune.class))
                .containsExactly(
                        new DomainGetBlockIoTune(WEB, "vda", 0, 4 | 2),
                        new DomainGetBlockIoTune(WEB, "vda", 21, 4 | 2));
        assertThat(limits.rates()).hasSize(6);
        assertThat(limits.rate(Flow.READ_BYTES)).contains(Limit.of(4).withBurst(104, Duration.ofSeconds(204)));
        assertThat(limits.rate(Flow.WRITE_OPERATIONS)).contains(Limit.of(16).withBurst(116, Duration.ofSeconds(216)));
        assertThat(limits.operationBytes()).hasValue(4096);
        assertThat(limits.group()).contains("drive-virtio-disk0");
        assertThat(limits.others().list()).containsExactly(TypedParam.ofUllong("later", 1));
        assertThat(limits.params()).containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    void onlyNamedLimitsAreSent() {
        IoLimits limits = IoLimits.NONE
                .with(Flow.TOTAL_BYTES, Limit.of(1_000).withBurst(2_000, Duration.ofSeconds(3)))
                .with(Flow.TOTAL_OPERATIONS, Limit.of(0))
                .withOperationBytes(512)
                .inGroup("tenant-7");
        List<TypedParam> params = List.of(
                TypedParam.ofUllong("total_bytes_sec", 1_000),
                TypedParam.ofUllong("total_bytes_sec_max", 2_000),
                TypedParam.ofUllong("total_bytes_sec_max_length", 3),
                TypedParam.ofUllong("total_iops_sec", 0),
                TypedParam.ofUllong("size_iops_sec", 512),
                TypedParam.ofText("group_name", "tenant-7"));
        assertThat(fake.sent(DomainSetBlockIoTune.class, Empty.EMPTY, () -> vda.ioLimits(limits)))
                .isEqualTo(new DomainSetBlockIoTune(WEB, "vda", params, 0));
        assertThat(fake.sent(
                        DomainSetBlockIoTune.class,
                        Empty.EMPTY,
                        () -> vda.ioLimits(IoLimits.NONE, Flag.Affect.LIVE, Flag.Affect.CONFIG)))
                .isEqualTo(new DomainSetBlockIoTune(WEB, "vda", List.of(), 3));
    }
}
