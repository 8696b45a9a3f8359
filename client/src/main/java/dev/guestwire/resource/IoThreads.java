package dev.guestwire.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainAddIothread;
import dev.guestwire.protocol.remote.DomainDelIothread;
import dev.guestwire.protocol.remote.DomainGetIothreadInfo;
import dev.guestwire.protocol.remote.DomainPinIothread;
import dev.guestwire.protocol.remote.DomainSetIothreadParams;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.NumberSet;
import java.util.List;

/** The threads of a guest for the input and output of its disks, by their numbers from 1. */
public final class IoThreads {
    private final Guest guest;

    /** Creates the view of a guest; asks nobody. */
    public IoThreads(Guest guest) {
        this.guest = guest;
    }

    /** {@return those there are: {@code virDomainGetIOThreadInfo}} */
    public List<IoThread> list(Flag.Affect... where) {
        var call = new DomainGetIothreadInfo(guest.handle(), Flag.word(where));
        return guest.host().call(call).info().stream()
                .map(read -> new IoThread(
                        Figure.of(call, "iothread_id", read.iothreadId()).count(Integer.MAX_VALUE),
                        CpuMap.read(DomainGetIothreadInfo.class, "cpumap", read.cpumap())))
                .toList();
    }

    /** Adds one: {@code virDomainAddIOThread}. */
    public void add(int id, Flag.Affect... affected) {
        guest.host().call(new DomainAddIothread(guest.handle(), number(id), Flag.word(affected)));
    }

    /** Removes one that no disk uses: {@code virDomainDelIOThread}. */
    public void delete(int id, Flag.Affect... affected) {
        guest.host().call(new DomainDelIothread(guest.handle(), number(id), Flag.word(affected)));
    }

    /** Lets one run on some host CPUs only: {@code virDomainPinIOThread}. */
    public void pin(int id, NumberSet hostCpus, Flag.Affect... affected) {
        guest.host().call(new DomainPinIothread(guest.handle(), number(id), CpuMap.of(hostCpus), Flag.word(affected)));
    }

    /**
     * Changes how one waits for work: {@code virDomainSetIOThreadParams}.
     *
     * @param params such as {@code poll_max_ns}, {@code poll_grow} and {@code poll_shrink}, by libvirt's names and kinds
     */
    public void tune(int id, TypedParams params, Flag.Affect... affected) {
        guest.host().call(new DomainSetIothreadParams(guest.handle(), number(id), params.list(), Flag.word(affected)));
    }

    private static int number(int id) {
        return Demand.atLeast(1, id, "the number of an I/O thread");
    }

    /**
     * A thread.
     *
     * @param id its number
     * @param affinity the host CPUs it may run on
     */
    public record IoThread(int id, NumberSet affinity) {}

    @Override
    public String toString() {
        return "I/O threads of " + guest;
    }
}
