package dev.guestwire.resource;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag.Affect;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainAddIothread;
import dev.guestwire.protocol.remote.DomainDelIothread;
import dev.guestwire.protocol.remote.DomainGetCpuStats;
import dev.guestwire.protocol.remote.DomainGetEmulatorPinInfo;
import dev.guestwire.protocol.remote.DomainGetGuestVcpus;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetIothreadInfo;
import dev.guestwire.protocol.remote.DomainGetSchedulerParametersFlags;
import dev.guestwire.protocol.remote.DomainGetSchedulerType;
import dev.guestwire.protocol.remote.DomainGetVcpuPinInfo;
import dev.guestwire.protocol.remote.DomainGetVcpus;
import dev.guestwire.protocol.remote.DomainGetVcpusFlags;
import dev.guestwire.protocol.remote.DomainIothreadInfo;
import dev.guestwire.protocol.remote.DomainPinEmulator;
import dev.guestwire.protocol.remote.DomainPinIothread;
import dev.guestwire.protocol.remote.DomainPinVcpuFlags;
import dev.guestwire.protocol.remote.DomainSetGuestVcpus;
import dev.guestwire.protocol.remote.DomainSetIothreadParams;
import dev.guestwire.protocol.remote.DomainSetSchedulerParametersFlags;
import dev.guestwire.protocol.remote.DomainSetVcpu;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.protocol.remote.NodeGetCpuMap;
import dev.guestwire.resource.GuestCpus.Count;
import dev.guestwire.resource.Scheduling.Threads;
import dev.guestwire.xml.NumberSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a guest's CPUs say to the daemon, and what they make of the answer. */
class GuestCpusTest {
    private final FakeHost fake = new FakeHost();
    private final GuestCpus cpus = fake.web.cpus();

    @BeforeEach
    void hostWithTwelveCpus() {
        fake.daemon.reply(NodeGetCpuMap.class, new NodeGetCpuMap.Reply(Bytes.EMPTY, 0, 12));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void infoHasHostCpuStateTimeAndAffinity() {
        fake.daemon.reply(DomainGetInfo.class, new DomainGetInfo.Reply(1, 0, 0, 3, 0));
        var reply = new DomainGetVcpus.Reply(
                List.of(vcpu(0, 1, 7), vcpu(2, 99, -1), vcpu(3, 0, -2)), Bytes.of(bytes(0xFF, 0x0F, 0x02, 0, 0, 8)));
        List<VcpuInfo> infos = fake.told(DomainGetVcpus.class, reply, cpus::info);
        assertThat(fake.daemon.calls(DomainGetVcpus.class)).containsExactly(new DomainGetVcpus(WEB, 3, 2));
        assertThat(fake.daemon.calls(NodeGetCpuMap.class)).containsExactly(new NodeGetCpuMap(0, 0, 0));
        assertThat(infos).extracting(VcpuInfo::number).containsExactly(0, 2, 3);
        assertThat(infos.getFirst().hostCpu()).hasValue(7);
        assertThat(infos.getFirst().time()).isEqualTo(Duration.ofMillis(1500));
        assertThat(infos.getFirst().state().is(VcpuInfo.State.RUNNING)).isTrue();
        assertThat(infos).extracting(VcpuInfo::affinity).asString().isEqualTo("[0-11, 1, 11]");
        assertThat(infos.get(1).state()).hasToString("number 99");
        assertThat(infos.get(1).hostCpu()).isEmpty();
        assertThat(infos.get(2).state().is(VcpuInfo.State.OFFLINE)).isTrue();
    }

    private static dev.guestwire.protocol.remote.VcpuInfo vcpu(int number, int state, int cpu) {
        return new dev.guestwire.protocol.remote.VcpuInfo(number, state, 1_500_000_000L, cpu);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void count() {
        var reply = new DomainGetVcpusFlags.Reply(4);
        assertThat(fake.told(DomainGetVcpusFlags.class, reply, () -> cpus.count(Count.CONFIG, Count.MAXIMUM)))
                .isEqualTo(4);
        assertThat(fake.told(DomainGetVcpusFlags.class, reply, () -> cpus.count(Count.LIVE, Count.GUEST)))
                .isEqualTo(4);
        assertThat(fake.daemon.calls(DomainGetVcpusFlags.class))
                .containsExactly(new DomainGetVcpusFlags(WEB, 6), new DomainGetVcpusFlags(WEB, 9));
        assertThat(fake.sent(
                        DomainSetVcpusFlags.class, Empty.EMPTY, () -> cpus.count(2, Count.LIVE, Count.HOTPLUGGABLE)))
                .isEqualTo(new DomainSetVcpusFlags(WEB, 2, 17));
        assertThatThrownBy(() -> cpus.count(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("web");
    }

    @Test
    void singleCpus() {
        assertThat(fake.sent(DomainSetVcpu.class, Empty.EMPTY, () -> cpus.plug(NumberSet.of(1, 2, 3), Affect.LIVE)))
                .isEqualTo(new DomainSetVcpu(WEB, "1-3", 1, 1));
        assertThat(fake.sent(DomainSetVcpu.class, Empty.EMPTY, () -> cpus.unplug(NumberSet.of(3), Affect.CONFIG)))
                .isEqualTo(new DomainSetVcpu(WEB, "3", 0, 2));
        assertThatThrownBy(() -> cpus.plug(NumberSet.of())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void pinning() {
        fake.daemon.reply(DomainGetVcpusFlags.class, new DomainGetVcpusFlags.Reply(2));
        var reply = new DomainGetVcpuPinInfo.Reply(Bytes.of(bytes(3, 0, 0, 8)), 2);
        assertThat(fake.told(DomainGetVcpuPinInfo.class, reply, () -> cpus.pinning(Affect.CONFIG)))
                .containsExactly(NumberSet.of(0, 1), NumberSet.of(11));
        assertThat(fake.daemon.calls(DomainGetVcpusFlags.class)).containsExactly(new DomainGetVcpusFlags(WEB, 6));
        assertThat(fake.daemon.calls(DomainGetVcpuPinInfo.class))
                .containsExactly(new DomainGetVcpuPinInfo(WEB, 2, 2, 2));
        assertThat(fake.sent(DomainPinVcpuFlags.class, Empty.EMPTY, () -> cpus.pin(1, NumberSet.of(0, 9), Affect.LIVE)))
                .isEqualTo(new DomainPinVcpuFlags(WEB, 1, Bytes.of(bytes(1, 2)), 1));
        var emulator = new DomainGetEmulatorPinInfo.Reply(Bytes.of(bytes(4, 0)), 1);
        assertThat(fake.told(DomainGetEmulatorPinInfo.class, emulator, () -> cpus.emulatorPinning(Affect.LIVE)))
                .isEqualTo(NumberSet.of(2));
        assertThat(fake.daemon.calls(DomainGetEmulatorPinInfo.class))
                .containsExactly(new DomainGetEmulatorPinInfo(WEB, 2, 1));
        assertThat(fake.sent(
                        DomainPinEmulator.class, Empty.EMPTY, () -> cpus.pinEmulator(NumberSet.of(2), Affect.CONFIG)))
                .isEqualTo(new DomainPinEmulator(WEB, Bytes.of(bytes(4)), 2));
        assertThatThrownBy(() -> cpus.pin(0, NumberSet.of())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void insideTheGuest() {
        var reply = new DomainGetGuestVcpus.Reply(List.of(
                TypedParam.ofText("vcpus", "0-3"),
                TypedParam.ofText("online", "0-1"),
                TypedParam.ofText("offlinable", "1-3"),
                TypedParam.ofInt("new", 1)));
        SeenCpus seen = fake.told(DomainGetGuestVcpus.class, reply, cpus::seenInside);
        assertThat(seen.vcpus()).hasToString("0-3");
        assertThat(seen.online()).hasToString("0-1");
        assertThat(seen.offlinable()).hasToString("1-3");
        assertThat(seen.others().findLong("new")).hasValue(1);
        assertThat(fake.daemon.calls(DomainGetGuestVcpus.class)).containsExactly(new DomainGetGuestVcpus(WEB, 0));
        assertThat(fake.sent(DomainSetGuestVcpus.class, Empty.EMPTY, () -> cpus.useInside(NumberSet.of(2, 3), true)))
                .isEqualTo(new DomainSetGuestVcpus(WEB, "2-3", 1, 0));
        assertThat(fake.sent(DomainSetGuestVcpus.class, Empty.EMPTY, () -> cpus.useInside(NumberSet.of(3), false)))
                .isEqualTo(new DomainSetGuestVcpus(WEB, "3", 0, 0));
    }

    @Test
    void usage() {
        TypedParam time = TypedParam.ofUllong("cpu_time", 2_000_000_000L);
        var total = new DomainGetCpuStats.Reply(
                List.of(time, TypedParam.ofUllong("user_time", 5), TypedParam.ofUllong("new", 6)), 3);
        CpuUsage usage = fake.told(DomainGetCpuStats.class, total, cpus::usage);
        assertThat(usage.total()).contains(Duration.ofSeconds(2));
        assertThat(usage.user()).contains(Duration.ofNanos(5));
        assertThat(usage.system()).isEmpty();
        assertThat(usage.others().findLong("new")).hasValue(6);
        TypedParam vcpu = TypedParam.ofUllong("vcpu_time", 7);
        var each = new DomainGetCpuStats.Reply(List.of(time, vcpu, time, vcpu), 2);
        assertThat(fake.told(DomainGetCpuStats.class, each, cpus::usageByHostCpu))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.vcpus()).contains(Duration.ofNanos(7)));
        assertThat(fake.daemon.calls(DomainGetCpuStats.class))
                .containsExactly(new DomainGetCpuStats(WEB, 16, -1, 1, 4), new DomainGetCpuStats(WEB, 16, 0, 12, 4));
    }

    @Test
    void scheduling() {
        assertThat(fake.told(
                        DomainGetSchedulerType.class,
                        new DomainGetSchedulerType.Reply("posix", 9),
                        cpus::schedulerType))
                .isEqualTo("posix");
        var reply = new DomainGetSchedulerParametersFlags.Reply(List.of(
                TypedParam.ofUllong("cpu_shares", 2048),
                TypedParam.ofUllong("vcpu_period", 100_000),
                TypedParam.ofLlong("vcpu_quota", -1),
                TypedParam.ofLlong("emulator_quota", 50_000)));
        Scheduling read =
                fake.told(DomainGetSchedulerParametersFlags.class, reply, () -> cpus.scheduling(Affect.CONFIG));
        assertThat(fake.daemon.calls(DomainGetSchedulerParametersFlags.class))
                .containsExactly(new DomainGetSchedulerParametersFlags(WEB, 16, 2 | 4));
        assertThat(read.shares()).hasValue(2048);
        assertThat(read.period(Threads.VCPU)).contains(Duration.ofMillis(100));
        assertThat(read.quota(Threads.VCPU)).isEmpty();
        assertThat(read.quota(Threads.EMULATOR)).contains(Duration.ofMillis(50));
        Scheduling wanted = Scheduling.NOTHING
                .withShares(1)
                .withShares(512)
                .withPeriod(Threads.GLOBAL, Duration.ofMillis(10))
                .withQuota(Threads.IOTHREAD, Duration.ofMillis(5))
                .withoutQuota(Threads.VCPU);
        assertThat(fake.sent(
                        DomainSetSchedulerParametersFlags.class,
                        Empty.EMPTY,
                        () -> cpus.scheduling(wanted, Affect.LIVE)))
                .isEqualTo(new DomainSetSchedulerParametersFlags(
                        WEB,
                        List.of(
                                TypedParam.ofUllong("cpu_shares", 512),
                                TypedParam.ofUllong("global_period", 10_000),
                                TypedParam.ofLlong("iothread_quota", 5_000),
                                TypedParam.ofLlong("vcpu_quota", -1)),
                        1));
    }

    @Test
    void ioThreads() {
        IoThreads threads = cpus.ioThreads();
        var reply = new DomainGetIothreadInfo.Reply(List.of(new DomainIothreadInfo(4, Bytes.of(bytes(2)))), 1);
        assertThat(fake.told(DomainGetIothreadInfo.class, reply, () -> threads.list(Affect.LIVE)))
                .containsExactly(new IoThreads.IoThread(4, NumberSet.of(1)));
        assertThat(fake.daemon.calls(DomainGetIothreadInfo.class)).containsExactly(new DomainGetIothreadInfo(WEB, 1));
        assertThat(fake.sent(DomainAddIothread.class, Empty.EMPTY, () -> threads.add(5, Affect.CONFIG)))
                .isEqualTo(new DomainAddIothread(WEB, 5, 2));
        assertThat(fake.sent(DomainDelIothread.class, Empty.EMPTY, () -> threads.delete(5)))
                .isEqualTo(new DomainDelIothread(WEB, 5, 0));
        assertThat(fake.sent(DomainPinIothread.class, Empty.EMPTY, () -> threads.pin(5, NumberSet.of(0), Affect.LIVE)))
                .isEqualTo(new DomainPinIothread(WEB, 5, Bytes.of(bytes(1)), 1));
        List<TypedParam> params = List.of(TypedParam.ofUllong("poll_max_ns", 1));
        assertThat(fake.sent(
                        DomainSetIothreadParams.class,
                        Empty.EMPTY,
                        () -> threads.tune(5, new TypedParams(params), Affect.LIVE)))
                .isEqualTo(new DomainSetIothreadParams(WEB, 5, params, 1));
    }
}
