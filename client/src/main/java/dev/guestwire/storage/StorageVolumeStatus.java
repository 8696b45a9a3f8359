package dev.guestwire.storage;

import dev.guestwire.Coded;
import dev.guestwire.protocol.remote.StorageVolGetInfo;
import dev.guestwire.rpc.reading.Figure;

/**
 * What a volume is: {@code virStorageVolInfo}.
 *
 * @param type what it is to the host
 * @param capacityBytes its size as a guest sees it
 * @param allocationBytes what it takes of the pool
 */
public record StorageVolumeStatus(Coded<StorageVolumeStatus.Type> type, long capacityBytes, long allocationBytes) {
    static StorageVolumeStatus of(int type, long capacity, long allocation) {
        return new StorageVolumeStatus(
                Coded.of(Type.values(), type), amount("capacity", capacity), amount("allocation", allocation));
    }

    private static long amount(String field, long number) {
        return new Figure(StorageVolGetInfo.class, field, number).amount();
    }

    /** What a volume can be: {@code virStorageVolType}. */
    public enum Type {
        FILE,
        BLOCK,
        DIR,
        /** It is reached over a network only. */
        NETWORK,
        /** A folder that is reached over a network only. */
        NETDIR,
        PLOOP,
        UNKNOWN
    }
}
