package dev.guestwire.storage;

import dev.guestwire.Coded;
import dev.guestwire.protocol.remote.StoragePoolGetInfo;
import dev.guestwire.rpc.reading.Figure;

/**
 * What a pool has: {@code virStoragePoolInfo}. The sizes are 0 while it is not active, and as old as its last refresh.
 *
 * @param state what it is doing
 * @param capacityBytes all its space
 * @param allocationBytes what of it is in use
 * @param availableBytes what of it is free
 */
public record StoragePoolStatus(
        Coded<StoragePoolStatus.State> state, long capacityBytes, long allocationBytes, long availableBytes) {
    static StoragePoolStatus of(StoragePoolGetInfo.Reply reply) {
        return new StoragePoolStatus(
                Coded.of(State.values(), reply.state()),
                amount("capacity", reply.capacity()),
                amount("allocation", reply.allocation()),
                amount("available", reply.available()));
    }

    private static long amount(String field, long number) {
        return new Figure(StoragePoolGetInfo.class, field, number).amount();
    }

    /** What a pool is doing: {@code virStoragePoolState}. */
    public enum State {
        INACTIVE,
        BUILDING,
        RUNNING,
        /** It works, but parts of it are missing. */
        DEGRADED,
        /** It should work, and cannot be reached. */
        INACCESSIBLE,
        UNKNOWN
    }
}
