package dev.guestwire;

import dev.guestwire.protocol.remote.NodeGetInfo;

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
                reply.memory(),
                reply.cpus(),
                reply.mhz(),
                reply.nodes(),
                reply.sockets(),
                reply.cores(),
                reply.threads());
    }
}
