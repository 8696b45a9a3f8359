package dev.guestwire.bench;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.Lab;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Compares Guestwire with the bare socket, libvirt's C library and libvirt-python. Run by {@code bench/run}. */
final class Bench {
    private static final int GUESTS = 1000;

    private final String uri;
    private final Host host;
    private final BareSocket bare;
    private final CLibrary c;
    private final Optional<Python> python;
    private final int rounds;

    private Bench(Lab lab, int rounds) throws Throwable {
        this.uri = lab.testUri();
        this.host = Host.connect(uri);
        this.bare = new BareSocket(lab.socket());
        this.c = new CLibrary(uri);
        this.python = Python.start(uri);
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Throwable {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        try (Lab lab = Lab.start()) {
            Bench bench = new Bench(lab, rounds);
            System.out.printf(
                    "libvirt %s, Java %s, %d processors; times per call, ratios to the first line%n",
                    bench.host.libvirtVersion(),
                    Runtime.version().feature(),
                    Runtime.getRuntime().availableProcessors());
            bench.single();
            bench.crowd(8);
            bench.crowd(64);
            bench.documents();
            bench.python.ifPresent(Python::close);
            bench.host.close();
        }
    }

    private void single() throws Throwable {
        int calls = 50;
        Guest guest = host.guest("test");
        byte[] packet = BareSocket.packet(new DomainGetInfo(guest.handle()));
        MemorySegment domain = c.domain("test");
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate("bare blocking socket", () -> bare.pingPong(packet, calls)));
        candidates.add(new Candidate("Guestwire", () -> repeat(calls, guest::info)));
        candidates.add(new Candidate("libvirt's C library", () -> c.info(domain, calls)));
        python.ifPresent(p -> candidates.add(new Candidate("libvirt-python", () -> p.run("info", calls))));
        new Turns(candidates, calls, rounds * 3).print("One virDomainGetInfo after the other");
    }

    private void crowd(int size) throws Throwable {
        int calls = size * 64;
        Guest guest = host.guest("test");
        List<byte[]> packet = List.of(BareSocket.packet(new DomainGetInfo(guest.handle())));
        MemorySegment domain = c.domain("test");
        ThreadFactory daemons = Thread.ofPlatform().daemon().factory();
        try (Crowd platform = new Crowd(size, daemons);
                Crowd virtual = new Crowd(size, Thread.ofVirtual().factory())) {
            List<Candidate> candidates = List.of(
                    new Candidate("bare socket, 32 calls under way", () -> bare.pipelined(packet, calls, 32)),
                    new Candidate("bare socket, 4 calls under way", () -> bare.pipelined(packet, calls, 4)),
                    new Candidate("Guestwire, platform threads", () -> platform.run(calls, guest::info)),
                    new Candidate("Guestwire, virtual threads", () -> virtual.run(calls, guest::info)),
                    new Candidate("libvirt's C library", () -> platform.run(calls, () -> c.info(domain, 1))));
            new Turns(candidates, calls, Math.max(10, rounds / 5)).print("virDomainGetInfo by " + size + " threads");
        }
    }

    private void documents() throws Throwable {
        for (int i = host.guests().size(); i < GUESTS; i++) {
            host.define(TypicalGuest.xml(i));
        }
        List<Guest> guests = host.guests();
        List<byte[]> packets = guests.stream()
                .map(guest -> BareSocket.packet(new DomainGetXmlDesc(guest.handle(), 0)))
                .toList();
        List<MemorySegment> domains = new ArrayList<>();
        for (Guest guest : guests) {
            domains.add(c.domain(guest.name()));
        }
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate("bare socket, 32 calls under way", () -> bare.pipelined(packets, GUESTS, 32)));
        candidates.add(new Candidate("bare socket, 4 calls under way", () -> bare.pipelined(packets, GUESTS, 4)));
        candidates.add(new Candidate("Guestwire, host.xmlDescriptions()", () -> drain(guests)));
        candidates.add(new Candidate("Guestwire, one by one", () -> guests.forEach(Guest::xmlDescription)));
        candidates.add(new Candidate("libvirt's C library, one by one", () -> domains.forEach(c::xml)));
        python.ifPresent(
                p -> candidates.add(new Candidate("libvirt-python, one by one", () -> p.run("documents", GUESTS))));
        new Turns(candidates, GUESTS, Math.max(6, rounds / 20)).print("The XML of " + GUESTS + " guests");
    }

    private void drain(List<Guest> guests) {
        long count;
        try (var descriptions = host.xmlDescriptions(guests)) {
            count = descriptions
                    .mapToInt(description -> description.xml().length())
                    .filter(length -> length > 0)
                    .count();
        }
        if (count != GUESTS) {
            throw new IllegalStateException(count + " documents came");
        }
    }

    private static void repeat(int times, Runnable call) {
        for (int i = 0; i < times; i++) {
            call.run();
        }
    }
}
