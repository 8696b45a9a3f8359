package dev.guestwire.block;

import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.rpc.reading.Figure;

/**
 * The sizes of a disk.
 *
 * @param capacityBytes what the guest sees
 * @param allocationBytes what is in use of it on the host; of a qcow2 image on a block device: how far it is written
 * @param physicalBytes how big the file or device is on the host
 */
public record BlockInfo(long capacityBytes, long allocationBytes, long physicalBytes) {
    static BlockInfo of(DomainGetBlockInfo.Reply reply) {
        return new BlockInfo(
                amount("capacity", reply.capacity()),
                amount("allocation", reply.allocation()),
                amount("physical", reply.physical()));
    }

    private static long amount(String field, long number) {
        return new Figure(DomainGetBlockInfo.class, field, number).amount();
    }
}
