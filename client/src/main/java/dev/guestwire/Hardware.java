package dev.guestwire;

import dev.guestwire.protocol.remote.NodeGetInfo;
import dev.guestwire.rpc.reading.Figure;

/**
 * What a host's machine is made of.
 *
 * @param cpuModel libvirt's name for the kind of CPU, such as {@code x86_64}
 * @param memoryKib memory in KiB
 * @param cpus CPUs in use, threads counted
 * @param megahertz speed of a CPU; 0 if unknown
 * @param numaNodes NUMA nodes; 1 where there are none
 * @param sockets sockets per node
 * @param cores cores per socket
 * @param threads threads per core
 */
public record Hardware(
        String cpuModel, long memoryKib, int cpus, int megahertz, int numaNodes, int sockets, int cores, int threads) {
    static Hardware of(NodeGetInfo.Reply reply) {
        return new Hardware(
                reply.model(),
                new Figure(NodeGetInfo.class, "memory", reply.memory()).amount(),
                count("cpus", reply.cpus()),
                count("mhz", reply.mhz()),
                count("nodes", reply.nodes()),
                count("sockets", reply.sockets()),
                count("cores", reply.cores()),
                count("threads", reply.threads()));
    }

    private static int count(String field, int number) {
        return new Figure(NodeGetInfo.class, field, number).count(Integer.MAX_VALUE);
    }
}
