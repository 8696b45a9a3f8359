package dev.guestwire.resource;

import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.remote.NodeGetCpuMap;
import dev.guestwire.xml.NumberSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Sets of host CPUs as the wire has them: a bit for each CPU, the lowest first. */
final class CpuMap {
    private CpuMap() {}

    /** {@return how many CPUs a host has: {@code virNodeGetCPUMap}} */
    static int hostCpus(Host host) {
        return host.call(new NodeGetCpuMap(0, 0, 0)).ret();
    }

    /** {@return how many bytes the map of so many CPUs has} */
    static int length(int cpus) {
        return (cpus + 7) / 8;
    }

    static Bytes of(NumberSet cpus) {
        if (cpus.isEmpty()) {
            throw new InvalidInputException("Pinning needs a host CPU at least", null);
        }
        BitSet bits = new BitSet();
        cpus.stream().forEach(bits::set);
        return Bytes.of(bits.toByteArray());
    }

    static NumberSet read(Bytes map) {
        return read(map.toArray(), 0, map.length());
    }

    /** {@return the sets that stand one behind the other} */
    static List<NumberSet> read(Bytes maps, int count, int length) {
        byte[] bytes = maps.toArray();
        List<NumberSet> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sets.add(read(bytes, i * length, length));
        }
        return List.copyOf(sets);
    }

    private static NumberSet read(byte[] bytes, int from, int length) {
        int end = Math.min(from + length, bytes.length);
        byte[] map = from >= end ? new byte[0] : Arrays.copyOfRange(bytes, from, end);
        return NumberSet.of(BitSet.valueOf(map).stream().toArray());
    }
}
