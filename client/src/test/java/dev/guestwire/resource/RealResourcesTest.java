package dev.guestwire.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag.Affect;
import dev.guestwire.Flag.Filter;
import dev.guestwire.Flag.Xml;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.RunningGuest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.resource.GuestCpus.Count;
import dev.guestwire.resource.GuestStatistics.Group;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CPUs, memory and statistics of a guest that QEMU runs. */
class RealResourcesTest {
    @LibvirtHost
    static Lab lab;

    @Test
    void aGuestGrowsShrinksAndTells() throws InterruptedException {
        try (RunningGuest running =
                RunningGuest.boot(lab, lab.guest("grows").qcow2Disk(64).vcpus(2))) {
            Guest guest = running.guest;
            guest.destroy();
            assertThatThrownBy(() -> guest.cpus().info()).isInstanceOf(WrongStateException.class);
            guest.redefine(RealResourcesTest::roomToGrow);
            guest.start();
            running.awaitAgent();
            cpusArePlugged(guest);
            cpusArePinned(guest);
            ioThreadsComeAndGo(guest);
            memoryIsBallooned(running);
            memoryIsRead(guest);
            statisticsComeInOneAnswer(guest);
        }
    }

    private static Domain roomToGrow(Domain definition) {
        return definition.withVcpus(3).withCurrentVcpus(1);
    }

    private static void cpusArePlugged(Guest guest) {
        GuestCpus cpus = guest.cpus();
        assertThat(cpus.count(Count.LIVE)).isEqualTo(1);
        assertThat(cpus.count(Count.LIVE, Count.MAXIMUM)).isEqualTo(3);
        cpus.count(2, Count.LIVE, Count.CONFIG);
        assertThat(cpus.count()).isEqualTo(2);
        assertThat(cpus.count(Count.CONFIG)).isEqualTo(2);
        cpus.plug(NumberSet.of(2), Affect.LIVE);
        List<VcpuInfo> infos = cpus.info();
        assertThat(infos).extracting(VcpuInfo::number).containsExactly(0, 1, 2);
        assertThat(infos)
                .allSatisfy(info ->
                        assertThat(info.state().is(VcpuInfo.State.RUNNING)).isTrue());
        assertThat(infos.getFirst().time()).isPositive();
        assertThat(infos.getFirst().affinity().isEmpty()).isFalse();
        assertThat(cpus.seenInside().vcpus().contains(0)).isTrue();
        assertThatThrownBy(() -> cpus.count(4, Count.LIVE)).isInstanceOf(CallFailedException.class);
        cpus.count(3, Count.CONFIG, Count.MAXIMUM);
        assertThat(guest.definition(Xml.INACTIVE).vcpus()).contains(3);
    }

    private static void cpusArePinned(Guest guest) {
        GuestCpus cpus = guest.cpus();
        NumberSet first = NumberSet.of(0);
        cpus.pin(1, first, Affect.LIVE, Affect.CONFIG);
        assertThat(cpus.pinning(Affect.LIVE)).hasSize(3).element(1).isEqualTo(first);
        assertThat(cpus.pinning(Affect.CONFIG)).element(1).isEqualTo(first);
        assertThat(cpus.info().get(1).affinity()).isEqualTo(first);
        cpus.pinEmulator(first, Affect.CONFIG);
        assertThat(cpus.emulatorPinning(Affect.CONFIG)).isEqualTo(first);
        assertThatThrownBy(() -> cpus.scheduling(Affect.CONFIG))
                .as("a daemon without root has no control groups")
                .isInstanceOf(UnsupportedException.class);
    }

    private static void ioThreadsComeAndGo(Guest guest) {
        IoThreads threads = guest.cpus().ioThreads();
        assertThat(threads.list()).isEmpty();
        threads.add(7, Affect.LIVE, Affect.CONFIG);
        threads.pin(7, NumberSet.of(0), Affect.LIVE);
        assertThat(threads.list(Affect.LIVE)).containsExactly(new IoThreads.IoThread(7, NumberSet.of(0)));
        threads.delete(7, Affect.LIVE, Affect.CONFIG);
        assertThat(threads.list(Affect.CONFIG)).isEmpty();
    }

    private static void memoryIsBallooned(RunningGuest running) throws InterruptedException {
        GuestMemory memory = running.guest.memory();
        assertThat(memory.maximum()).isEqualTo(Size.kib(192 * 1024));
        memory.current(Size.mib(160), Affect.LIVE);
        while (running.events.next(GuestEvent.BalloonChanged.class).memoryKib() != 160 * 1024) {
            // it shrinks in steps
        }
        assertThat(memory.current()).isEqualTo(Size.kib(160 * 1024));
        memory.statisticsPeriod(Duration.ofSeconds(1), Affect.LIVE);
        MemoryStats stats = memory.statistics();
        assertThat(stats.find(MemoryStats.Kind.ACTUAL_BALLOON)).hasValue(160 * 1024);
        assertThat(stats.find(MemoryStats.Kind.RSS)).isPresent();
        assertThat(stats.others().keySet())
                .as("what a later libvirt may tell besides")
                .noneMatch(kind -> kind < MemoryStats.Kind.values().length);
        assertThatThrownBy(() -> memory.limits(Affect.CONFIG)).isInstanceOf(UnsupportedException.class);
        memory.placement(NumaPlacement.of(NumaPlacement.Mode.PREFERRED, NumberSet.of(0)), Affect.CONFIG);
        assertThat(memory.placement(Affect.CONFIG).nodes()).isEqualTo(NumberSet.of(0));
        assertThat(memory.placement(Affect.CONFIG).mode().is(NumaPlacement.Mode.PREFERRED))
                .isTrue();
    }

    private static void memoryIsRead(Guest guest) {
        GuestMemory memory = guest.memory();
        assertThat(memory.peek(0, 16, GuestMemory.AddressSpace.PHYSICAL).length())
                .isEqualTo(16);
        assertThat(memory.dirtyRate().orElseThrow().status().is(DirtyRate.Status.UNSTARTED))
                .isTrue();
        memory.measureDirtyRate(Duration.ofSeconds(1), DirtyRate.Mode.PAGE_SAMPLING);
        long end = System.nanoTime() + FakeHost.SOON.toNanos();
        while (memory.dirtyRate().orElseThrow().status().is(DirtyRate.Status.UNSTARTED)) {
            // QEMU answers before its thread measures, and has no event for it
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static void statisticsComeInOneAnswer(Guest guest) {
        Guest off = guest.host().define(lab.guest("off").create().xml());
        List<GuestStatistics> all = guest.host().statistics();
        assertThat(all).extracting(GuestStatistics::guest).containsExactlyInAnyOrder(guest, off);
        GuestStatistics told = BulkStatistics.of(guest.host())
                .groups(Group.STATE, Group.VCPU, Group.BLOCK, Group.BALLOON)
                .guests(List.of(guest))
                .enforced()
                .read()
                .getFirst();
        assertThat(told.state().orElseThrow().is(Phase.RUNNING)).isTrue();
        assertThat(told.vcpuCount()).hasValue(3);
        assertThat(told.vcpus()).containsKeys(0, 1, 2);
        assertThat(told.blocks()).singleElement().satisfies(disk -> {
            assertThat(disk.name()).contains("vda");
            assertThat(disk.capacityBytes()).hasValue(64L << 20);
            assertThat(disk.find("rd.reqs")).isPresent();
        });
        assertThat(told.balloon().find(MemoryStats.Kind.ACTUAL_BALLOON)).isPresent();
        assertThat(told.interfaces()).isEmpty();
        assertThat(BulkStatistics.of(guest.host()).only(Filter.INACTIVE).read())
                .extracting(GuestStatistics::guest)
                .containsExactly(off);
        assertThat(ControlState.of(guest).phase().is(ControlState.Phase.OK)).isTrue();
    }
}
