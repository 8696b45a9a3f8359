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
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetMaxMemory;
import dev.guestwire.protocol.remote.DomainGetMemoryParameters;
import dev.guestwire.protocol.remote.DomainGetNumaParameters;
import dev.guestwire.protocol.remote.DomainMemoryPeek;
import dev.guestwire.protocol.remote.DomainMemoryStat;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import dev.guestwire.protocol.remote.DomainSetMemoryFlags;
import dev.guestwire.protocol.remote.DomainSetMemoryParameters;
import dev.guestwire.protocol.remote.DomainSetMemoryStatsPeriod;
import dev.guestwire.protocol.remote.DomainSetNumaParameters;
import dev.guestwire.protocol.remote.DomainStartDirtyRateCalc;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.resource.MemoryLimits.Limit;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a guest's memory says to the daemon, and what it makes of the answer. */
class GuestMemoryTest {
    private final FakeHost fake = new FakeHost();
    private final GuestMemory memory = fake.web.memory();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void sizes() {
        assertThat(fake.told(DomainGetInfo.class, new DomainGetInfo.Reply(1, 4096, 2048, 1, 0), () -> memory.current()))
                .isEqualTo(Size.kib(2048));
        assertThat(fake.told(DomainGetMaxMemory.class, new DomainGetMaxMemory.Reply(4096), () -> memory.maximum()))
                .isEqualTo(Size.kib(4096));
        var type = DomainSetMemoryFlags.class;
        assertThat(fake.sent(type, Empty.EMPTY, () -> memory.current(Size.mib(2), Affect.LIVE)))
                .isEqualTo(new DomainSetMemoryFlags(WEB, 2048, 1));
        assertThat(fake.sent(type, Empty.EMPTY, () -> memory.maximum(Size.mib(4), Affect.CONFIG)))
                .isEqualTo(new DomainSetMemoryFlags(WEB, 4096, 2 | 4));
        assertThatThrownBy(() -> memory.current(Size.bytes(1500)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1500 bytes");
        assertThatThrownBy(() -> memory.current(Size.kib(0))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void statistics() {
        var reply = new DomainMemoryStats.Reply(List.of(
                new DomainMemoryStat(0, 1),
                new DomainMemoryStat(6, 2048),
                new DomainMemoryStat(9, 60),
                new DomainMemoryStat(12, 3),
                new DomainMemoryStat(77, 5)));
        MemoryStats stats = fake.told(DomainMemoryStats.class, reply, memory::statistics);
        assertThat(fake.daemon.calls(DomainMemoryStats.class)).containsExactly(new DomainMemoryStats(WEB, 1024, 0));
        assertThat(stats.find(MemoryStats.Kind.SWAP_IN)).hasValue(1);
        assertThat(stats.find(MemoryStats.Kind.ACTUAL_BALLOON)).hasValue(2048);
        assertThat(stats.find(MemoryStats.Kind.HUGETLB_PGFAIL)).hasValue(3);
        assertThat(stats.find(MemoryStats.Kind.RSS)).isEmpty();
        assertThat(stats.lastUpdate()).contains(Instant.ofEpochSecond(60));
        assertThat(stats.others()).containsEntry(77, 5L);
        assertThat(fake.sent(
                        DomainSetMemoryStatsPeriod.class,
                        Empty.EMPTY,
                        () -> memory.statisticsPeriod(Duration.ofSeconds(5), Affect.LIVE)))
                .isEqualTo(new DomainSetMemoryStatsPeriod(WEB, 5, 1));
        assertThatThrownBy(() -> memory.statisticsPeriod(Duration.ofMillis(5)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void limits() {
        List<TypedParam> params = List.of(
                TypedParam.ofUllong("hard_limit", 9_007_199_254_740_991L), TypedParam.ofUllong("soft_limit", 1024));
        var reply = new DomainGetMemoryParameters.Reply(params, 2);
        MemoryLimits read = fake.told(DomainGetMemoryParameters.class, reply, () -> memory.limits(Affect.CONFIG));
        assertThat(fake.daemon.calls(DomainGetMemoryParameters.class))
                .containsExactly(new DomainGetMemoryParameters(WEB, 16, 2 | 4));
        assertThat(read.find(Limit.HARD_LIMIT)).isEmpty();
        assertThat(read.find(Limit.SOFT_LIMIT)).contains(Size.kib(1024));
        MemoryLimits wanted =
                MemoryLimits.NOTHING.with(Limit.SWAP_HARD_LIMIT, Size.mib(1)).without(Limit.HARD_LIMIT);
        assertThat(fake.sent(DomainSetMemoryParameters.class, Empty.EMPTY, () -> memory.limits(wanted, Affect.LIVE)))
                .isEqualTo(new DomainSetMemoryParameters(
                        WEB,
                        List.of(
                                TypedParam.ofUllong("swap_hard_limit", 1024),
                                TypedParam.ofUllong("hard_limit", 9_007_199_254_740_991L)),
                        1));
    }

    @Test
    void placement() {
        List<TypedParam> params = List.of(
                TypedParam.ofInt("numa_mode", 2), TypedParam.ofText("numa_nodeset", "0-1"), TypedParam.ofInt("new", 3));
        var reply = new DomainGetNumaParameters.Reply(params, 3);
        NumaPlacement read = fake.told(DomainGetNumaParameters.class, reply, () -> memory.placement());
        assertThat(fake.daemon.calls(DomainGetNumaParameters.class))
                .containsExactly(new DomainGetNumaParameters(WEB, 16, 4));
        assertThat(read.mode().is(NumaPlacement.Mode.INTERLEAVE)).isTrue();
        assertThat(read.nodes()).isEqualTo(NumberSet.of(0, 1));
        assertThat(read.others().findLong("new")).hasValue(3);
        assertThat(fake.sent(
                        DomainSetNumaParameters.class,
                        Empty.EMPTY,
                        () -> memory.placement(
                                NumaPlacement.of(NumaPlacement.Mode.RESTRICTIVE, NumberSet.of(1)), Affect.CONFIG)))
                .isEqualTo(new DomainSetNumaParameters(
                        WEB, List.of(TypedParam.ofInt("numa_mode", 3), TypedParam.ofText("numa_nodeset", "1")), 2));
        assertThatThrownBy(() -> NumaPlacement.of(NumaPlacement.Mode.UNKNOWN, NumberSet.of()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void dirtyRate() {
        assertThat(fake.sent(
                        DomainStartDirtyRateCalc.class,
                        Empty.EMPTY,
                        () -> memory.measureDirtyRate(Duration.ofSeconds(2), DirtyRate.Mode.DIRTY_RING)))
                .isEqualTo(new DomainStartDirtyRateCalc(WEB, 2, 2));
        assertThatThrownBy(() -> memory.measureDirtyRate(Duration.ZERO, DirtyRate.Mode.PAGE_SAMPLING))
                .isInstanceOf(InvalidInputException.class);
        var stats = new DomainStatsRecord(
                WEB,
                List.of(
                        TypedParam.ofInt("dirtyrate.calc_status", 2),
                        TypedParam.ofInt("dirtyrate.calc_period", 2),
                        TypedParam.ofLlong("dirtyrate.megabytes_per_second", 12)));
        var reply = new ConnectGetAllDomainStats.Reply(List.of(stats));
        DirtyRate rate = fake.told(ConnectGetAllDomainStats.class, reply, memory::dirtyRate)
                .orElseThrow();
        assertThat(fake.daemon.calls(ConnectGetAllDomainStats.class))
                .containsExactly(new ConnectGetAllDomainStats(List.of(WEB), 512, 0));
        assertThat(rate.status().is(DirtyRate.Status.MEASURED)).isTrue();
        assertThat(rate.period()).contains(Duration.ofSeconds(2));
        assertThat(rate.mebibytesPerSecond()).hasValue(12);
    }

    @Test
    void peek() {
        var reply = new DomainMemoryPeek.Reply(Bytes.of((byte) 9));
        assertThat(fake.told(
                        DomainMemoryPeek.class, reply, () -> memory.peek(64, 1, GuestMemory.AddressSpace.PHYSICAL)))
                .isEqualTo(Bytes.of((byte) 9));
        assertThat(fake.daemon.calls(DomainMemoryPeek.class)).containsExactly(new DomainMemoryPeek(WEB, 64, 1, 2));
    }
}
