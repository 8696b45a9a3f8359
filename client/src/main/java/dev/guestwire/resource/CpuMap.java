package dev.guestwire.resource;

import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.remote.NodeGetCpuMap;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.NumberSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Sets of host CPUs as the wire has them: a bit for each CPU, the lowest first. */
final class CpuMap {
    /** The most CPUs that libvirt knows: {@code REMOTE_CPUMAP_MAX} bytes of eight. */
    static final int MOST = 16_384;

    private CpuMap() {}

    /** {@return how many CPUs a host has: {@code virNodeGetCPUMap}} */
    static int hostCpus(Host host) {
        NodeGetCpuMap call = new NodeGetCpuMap(0, 0, 0);
        return (int) Figure.of(call, "ret", host.call(call).ret()).within(1, MOST);
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

    /** {@return the set in the answer to a call} */
    static NumberSet read(Class<?> call, String field, Bytes map) {
        return read(call, field, map.toArray());
    }

    /**
     * {@return the sets that stand one behind the other in the answer to a call}
     *
     * @param count how many, as the answer says beside them; they must all be there
     * @param length the bytes of each
     */
    static List<NumberSet> read(Class<?> call, Bytes maps, long count, int length) {
        if (count < 0 || count * length > maps.length()) {
            throw Figure.malformed(
                    call, "cpumaps", maps.length() + " bytes", "not " + count + " maps of " + length + " bytes");
        }
        byte[] bytes = maps.toArray();
        List<NumberSet> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sets.add(read(call, "cpumaps", Arrays.copyOfRange(bytes, i * length, (i + 1) * length)));
        }
        return List.copyOf(sets);
    }

    private static NumberSet read(Class<?> call, String field, byte[] map) {
        BitSet bits = BitSet.valueOf(map);
        if (bits.length() > MOST) {
            throw Figure.malformed(
                    call, field, "a map with CPU " + (bits.length() - 1), "beyond the " + MOST + " that libvirt knows");
        }
        return NumberSet.of(bits.stream().toArray());
    }
}
