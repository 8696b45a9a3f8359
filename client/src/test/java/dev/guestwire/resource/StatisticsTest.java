package dev.guestwire.resource;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag.Affect;
import dev.guestwire.Flag.Filter;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainGetControlInfo;
import dev.guestwire.protocol.remote.DomainGetInterfaceParameters;
import dev.guestwire.protocol.remote.DomainInterfaceStats;
import dev.guestwire.protocol.remote.DomainSetInterfaceParameters;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.resource.GuestStatistics.Group;
import dev.guestwire.resource.TrafficLimits.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What questions for statistics say to the daemon, and what is made of the answer. */
class StatisticsTest {
    private static final int NOWAIT = 1 << 29;
    private static final ConnectGetAllDomainStats.Reply NONE = new ConnectGetAllDomainStats.Reply(List.of());

    private final FakeHost fake = new FakeHost();

    @AfterEach
    void close() {
        fake.close();
    }

    private ConnectGetAllDomainStats asked(BulkStatistics question) {
        return fake.sent(ConnectGetAllDomainStats.class, NONE, question::read);
    }

    @Test
    void nobodyIsWaitedForUnlessAsked() {
        BulkStatistics all = BulkStatistics.of(fake.host);
        assertThat(asked(all)).isEqualTo(new ConnectGetAllDomainStats(List.of(), 0, NOWAIT));
        assertThat(asked(all.waiting().groups(Group.values())))
                .isEqualTo(new ConnectGetAllDomainStats(List.of(), 2047, 0));
        assertThat(asked(all.groups(Group.BLOCK).backing().enforced().guests(List.of(fake.web))))
                .isEqualTo(new ConnectGetAllDomainStats(List.of(WEB), 32, 7 << 29));
        assertThat(asked(all.only(Filter.ACTIVE, Filter.PERSISTENT)))
                .isEqualTo(new ConnectGetAllDomainStats(List.of(), 0, NOWAIT | 5));
        assertThat(fake.sent(ConnectGetAllDomainStats.class, NONE, () -> fake.host.statistics(Group.STATE, Group.VM)))
                .isEqualTo(new ConnectGetAllDomainStats(List.of(), 1 | 1024, NOWAIT));
    }

    @Test
    void noGuestsAreNotAllGuests() {
        assertThat(BulkStatistics.of(fake.host).guests(List.of()).read()).isEmpty();
        assertThat(fake.daemon.calls(ConnectGetAllDomainStats.class)).isEmpty();
    }

    @Test
    void wrongInputIsNotSent() {
        BulkStatistics all = BulkStatistics.of(fake.host);
        assertThatThrownBy(() -> all.only(Filter.AUTOSTART)).isInstanceOf(InvalidInputException.class);
        try (FakeHost other = new FakeHost()) {
            assertThatThrownBy(() -> all.guests(List.of(other.web)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("another host");
        }
        assertThatThrownBy(() -> fake.web.traffic(" ")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Rate(-1, 0, 0)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theAnswerIsTypedAndKeepsTheRest() {
        GuestStatistics web = read(
                TypedParam.ofInt("state.state", 3),
                TypedParam.ofInt("state.reason", 5),
                TypedParam.ofUllong("cpu.time", 2_000_000_000L),
                TypedParam.ofUllong("balloon.current", 1024),
                TypedParam.ofUllong("balloon.maximum", 2048),
                TypedParam.ofUllong("balloon.rss", 77),
                TypedParam.ofUllong("perf.cpu_cycles", 8),
                TypedParam.ofInt("memory.bandwidth.monitor.count", 1),
                TypedParam.ofUllong("vm.remote_tlb_flush.sum", 4),
                TypedParam.ofUllong("future.thing", 9));
        assertThat(web.guest()).isEqualTo(fake.web);
        assertThat(web.state().orElseThrow()).hasToString("paused (ioerror)");
        assertThat(web.cpu().total()).contains(Duration.ofSeconds(2));
        assertThat(web.balloon().find(MemoryStats.Kind.ACTUAL_BALLOON)).hasValue(1024);
        assertThat(web.balloon().find(MemoryStats.Kind.RSS)).hasValue(77);
        assertThat(web.balloonMaximumKib()).hasValue(2048);
        assertThat(web.perf().findLong("cpu_cycles")).hasValue(8);
        assertThat(web.memory().findLong("bandwidth.monitor.count")).hasValue(1);
        assertThat(web.vm().findLong("remote_tlb_flush.sum")).hasValue(4);
        assertThat(web.params().findLong("future.thing")).hasValue(9);
        assertThat(web.dirtyRate()).isEmpty();
        assertThat(web.vcpuCount()).isEmpty();
    }

    @Test
    void vcpusAreNumbered() {
        GuestStatistics web = read(
                TypedParam.ofUint("vcpu.current", 2),
                TypedParam.ofUint("vcpu.maximum", 4),
                TypedParam.ofInt("vcpu.2.state", 55),
                TypedParam.ofUllong("vcpu.2.time", 3),
                TypedParam.ofUllong("vcpu.2.wait", 4),
                TypedParam.ofUllong("vcpu.2.delay", 5),
                TypedParam.ofBoolean("vcpu.2.halted", true),
                TypedParam.ofUllong("iothread.4.poll-max-ns", 14));
        assertThat(web.vcpuCount()).hasValue(2);
        assertThat(web.vcpuMaximum()).hasValue(4);
        assertThat(web.vcpus()).containsOnlyKeys(2);
        GuestStatistics.Vcpu vcpu = web.vcpus().values().iterator().next();
        assertThat(vcpu.state()).hasToString("number 55");
        assertThat(vcpu.time()).contains(Duration.ofNanos(3));
        assertThat(vcpu.waited()).contains(Duration.ofNanos(4));
        assertThat(vcpu.delay()).contains(Duration.ofNanos(5));
        assertThat(vcpu.halted()).contains(true);
        assertThat(web.ioThreads())
                .hasEntrySatisfying(
                        4, thread -> assertThat(thread.findLong("poll-max-ns")).hasValue(14));
    }

    @Test
    void cardsAndDisksAreNumbered() {
        GuestStatistics web = read(
                TypedParam.ofUint("net.count", 1),
                TypedParam.ofText("net.0.name", "vnet0"),
                TypedParam.ofUllong("net.0.rx.bytes", 10),
                TypedParam.ofUllong("net.0.tx.drop", 11),
                TypedParam.ofUint("block.count", 1),
                TypedParam.ofText("block.0.name", "vda"),
                TypedParam.ofText("block.0.path", "/web.qcow2"),
                TypedParam.ofUint("block.0.backingIndex", 1),
                TypedParam.ofUllong("block.0.rd.reqs", 12),
                TypedParam.ofUllong("block.0.capacity", 13));
        assertThat(web.interfaces().getFirst().name()).contains("vnet0");
        CardStatistics traffic = web.interfaces().getFirst().traffic();
        assertThat(traffic.received().bytes()).hasValue(10);
        assertThat(traffic.sent().drops()).hasValue(11);
        assertThat(traffic.sent().bytes()).isEmpty();
        GuestStatistics.Block disk = web.blocks().getFirst();
        assertThat(disk.name()).contains("vda");
        assertThat(disk.path()).contains("/web.qcow2");
        assertThat(disk.backingIndex()).hasValue(1);
        assertThat(disk.find("rd.reqs")).hasValue(12);
        assertThat(disk.capacityBytes()).hasValue(13);
    }

    @Test
    void countersOfDisksHaveNamesAndAreMissedOfABusyGuest() {
        TypedParam running = TypedParam.ofInt("state.state", 1);
        TypedParam count = TypedParam.ofUint("block.count", 1);
        TypedParam name = TypedParam.ofText("block.0.name", "vda");
        TypedParam path = TypedParam.ofText("block.0.path", "/vm/web.qcow2");
        GuestStatistics whole = read(
                running,
                count,
                name,
                path,
                TypedParam.ofUllong("block.0.rd.reqs", 1),
                TypedParam.ofUllong("block.0.rd.bytes", 2),
                TypedParam.ofUllong("block.0.rd.times", 3),
                TypedParam.ofUllong("block.0.wr.reqs", 4),
                TypedParam.ofUllong("block.0.wr.bytes", 5),
                TypedParam.ofUllong("block.0.wr.times", 6),
                TypedParam.ofUllong("block.0.fl.reqs", 7),
                TypedParam.ofUllong("block.0.fl.times", 8));
        GuestStatistics.Block disk = whole.blocks().getFirst();
        assertThat(List.of(disk.reads(), disk.readBytes(), disk.writes(), disk.writtenBytes(), disk.flushes()))
                .extracting(OptionalLong::getAsLong)
                .containsExactly(1L, 2L, 4L, 5L, 7L);
        assertThat(List.of(disk.readTime(), disk.writeTime(), disk.flushTime()))
                .extracting(Optional::get)
                .containsExactly(Duration.ofNanos(3), Duration.ofNanos(6), Duration.ofNanos(8));
        assertThat(whole.isPartial()).isFalse();
        assertThat(read(running, count, name, path).isPartial()).isTrue();
        assertThat(read(running, count, name).isPartial()).isFalse();
        assertThat(read(TypedParam.ofInt("state.state", 5), count, name, path).isPartial())
                .isFalse();
    }

    private GuestStatistics read(TypedParam... params) {
        var reply = new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(ACTIVE_WEB, List.of(params))));
        return fake.told(ConnectGetAllDomainStats.class, reply, () -> fake.host.statistics())
                .getFirst();
    }

    @Test
    void traffic() {
        GuestTraffic traffic = fake.web.traffic("vnet0");
        var reply = new DomainInterfaceStats.Reply(1, 2, 3, 4, 5, 6, -1, 8);
        CardStatistics read = fake.told(DomainInterfaceStats.class, reply, traffic::statistics);
        assertThat(fake.daemon.calls(DomainInterfaceStats.class))
                .containsExactly(new DomainInterfaceStats(WEB, "vnet0"));
        assertThat(List.of(
                        read.received().bytes(),
                        read.received().packets(),
                        read.received().errors()))
                .hasToString("[OptionalLong[1], OptionalLong[2], OptionalLong[3]]");
        assertThat(read.received().drops()).hasValue(4);
        assertThat(read.sent().bytes()).hasValue(5);
        assertThat(read.sent().packets()).hasValue(6);
        assertThat(read.sent().errors()).isEmpty();
        assertThat(read.sent().drops()).hasValue(8);
    }

    @Test
    void limitsOfTraffic() {
        GuestTraffic traffic = fake.web.traffic("vnet0");
        List<TypedParam> params = List.of(
                TypedParam.ofUint("inbound.average", 1),
                TypedParam.ofUint("inbound.peak", 2),
                TypedParam.ofUint("inbound.burst", 3),
                TypedParam.ofUint("outbound.average", 4),
                TypedParam.ofUint("outbound.peak", 5),
                TypedParam.ofUint("outbound.burst", 6));
        TrafficLimits limits = new TrafficLimits(new Rate(1, 2, 3), new Rate(4, 5, 6));
        var reply = new DomainGetInterfaceParameters.Reply(params, 6);
        assertThat(fake.told(DomainGetInterfaceParameters.class, reply, () -> traffic.limits(Affect.CONFIG)))
                .isEqualTo(limits);
        assertThat(fake.daemon.calls(DomainGetInterfaceParameters.class))
                .containsExactly(new DomainGetInterfaceParameters(WEB, "vnet0", 16, 2 | 4));
        assertThat(fake.sent(
                        DomainSetInterfaceParameters.class, Empty.EMPTY, () -> traffic.limits(limits, Affect.LIVE)))
                .isEqualTo(new DomainSetInterfaceParameters(WEB, "vnet0", params, 1));
    }

    @Test
    void controlTellsWhetherTheHypervisorAnswers() {
        var reply = new DomainGetControlInfo.Reply(3, 2, 1500);
        ControlState state = fake.told(DomainGetControlInfo.class, reply, () -> ControlState.of(fake.web));
        assertThat(fake.daemon.calls(DomainGetControlInfo.class)).containsExactly(new DomainGetControlInfo(WEB, 0));
        assertThat(state.phase().is(ControlState.Phase.ERROR)).isTrue();
        assertThat(state.reason().is(ControlState.Reason.MONITOR)).isTrue();
        assertThat(state.since()).isEqualTo(Duration.ofMillis(1500));
        var odd = new DomainGetControlInfo.Reply(44, 55, 0);
        assertThat(fake.told(DomainGetControlInfo.class, odd, () -> ControlState.of(fake.web))
                        .phase())
                .hasToString("number 44");
    }
}
