package dev.guestwire.storage;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.remote.StoragePoolLookupByVolume;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolDelete;
import dev.guestwire.protocol.remote.StorageVolGetInfo;
import dev.guestwire.protocol.remote.StorageVolGetInfoFlags;
import dev.guestwire.protocol.remote.StorageVolGetPath;
import dev.guestwire.protocol.remote.StorageVolGetXmlDesc;
import dev.guestwire.protocol.remote.StorageVolResize;
import dev.guestwire.protocol.remote.StorageVolWipe;
import dev.guestwire.protocol.remote.StorageVolWipePattern;
import dev.guestwire.rpc.reading.Figure;

/**
 * One volume of a storage pool, by its identity. It holds no state: methods ask the daemon. Two are equal if they have the
 * same key and host.
 */
public final class StorageVolume {
    private static final int GET_PHYSICAL = 1;

    private final Host host;
    private final StorageVol handle;

    /** A volume as libvirt names it. */
    public StorageVolume(Host host, StorageVol handle) {
        this.host = host;
        this.handle = handle;
    }

    /** {@return the host that was asked for it} */
    public Host host() {
        return host;
    }

    /** {@return its name, unique in its pool} */
    public String name() {
        return handle.name();
    }

    /** {@return what tells it from all other volumes of the host; for a file, its path} */
    public String key() {
        return handle.key();
    }

    /** {@return the name of its pool} */
    public String poolName() {
        return handle.pool();
    }

    /** {@return how calls name this volume, for {@link Host#call}} */
    public StorageVol handle() {
        return handle;
    }

    /** {@return its pool: {@code virStoragePoolLookupByVolume}} */
    public StoragePool pool() {
        return new StoragePool(
                host, host.call(new StoragePoolLookupByVolume(handle)).pool());
    }

    /** {@return its file or device on the host, or what libvirt calls its path if it has neither: {@code virStorageVolGetPath}} */
    public String path() {
        return host.call(new StorageVolGetPath(handle)).name();
    }

    /** {@return its type and size: {@code virStorageVolGetInfo}} */
    public StorageVolumeStatus info() {
        StorageVolGetInfo.Reply reply = host.call(new StorageVolGetInfo(handle));
        return StorageVolumeStatus.of(reply.type(), reply.capacity(), reply.allocation());
    }

    /** {@return the size in bytes of its file or device on the host: {@code virStorageVolGetInfoFlags}} */
    public long physicalBytes() {
        var call = new StorageVolGetInfoFlags(handle, GET_PHYSICAL);
        return Figure.of(call, "allocation", host.call(call).allocation()).amount();
    }

    /** {@return its document: {@code virStorageVolGetXMLDesc}} */
    public String xmlDescription() {
        return host.call(new StorageVolGetXmlDesc(handle, 0)).xml();
    }

    /** {@return its definition: {@code virStorageVolGetXMLDesc}} */
    public dev.guestwire.xml.storage.StorageVolume definition() {
        return dev.guestwire.xml.storage.StorageVolume.parse(xmlDescription());
    }

    /** {@return the bytes in it, for upload and download} */
    public VolumeContent content() {
        return new VolumeContent(this, 0, 0, false, moved -> {});
    }

    /** Deletes it with all that is in it: {@code virStorageVolDelete}. */
    public void delete(Delete... flags) {
        host.call(new StorageVolDelete(handle, Flag.word(flags)));
    }

    /** Writes zeros over all that is in it: {@code virStorageVolWipe}. Its format is gone too: a qcow2 file is a raw one then. */
    public void wipe() {
        host.call(new StorageVolWipe(handle, 0));
    }

    /** Writes over all that is in it, by a pattern: {@code virStorageVolWipePattern}. */
    public void wipe(Wipe pattern) {
        host.call(new StorageVolWipePattern(handle, pattern.number(), 0));
    }

    /**
     * Gives it another size: {@code virStorageVolResize}.
     *
     * @param bytes the new size as a guest sees it; with {@link Resize#DELTA} the difference, never negative
     */
    public void resize(long bytes, Resize... flags) {
        if (bytes < 0) {
            throw new InvalidInputException("a size must not be negative: " + bytes + " bytes", null);
        }
        host.call(new StorageVolResize(handle, bytes, Flag.word(flags)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StorageVolume that && host == that.host && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return poolName() + "/" + name();
    }

    /** How a volume is created: {@code virStorageVolCreateFlags}. */
    public enum Create implements Flag {
        /** The space for the format's own tables is taken at once; qcow2 only. */
        PREALLOC_METADATA,
        /** The copy shares its blocks with the source until one of them is written; only where the file system can. */
        REFLINK,
        /** The document must agree with libvirt's schema; since libvirt 8.10. */
        VALIDATE
    }

    /** How a volume is deleted: {@code virStorageVolDeleteFlags}. */
    public enum Delete implements Flag {
        /** Zeros are written over it first; few kinds of pools can, and those of files cannot. */
        ZEROED,
        /** Its snapshots go too; Ceph only. */
        WITH_SNAPSHOTS
    }

    /** How a volume changes its size: {@code virStorageVolResizeFlags}. */
    public enum Resize implements Flag {
        /** The new space is taken of the pool at once. */
        ALLOCATE,
        /** The size is the difference: more, or less with {@link #SHRINK}. */
        DELTA,
        /** It may become smaller; what was beyond is lost. */
        SHRINK
    }

    /** By which pattern a volume is written over: {@code virStorageVolWipeAlgorithm}. Most need {@code scrub} on the host. */
    public enum Wipe {
        /** Once, with zeros. */
        ZERO,
        /** Four passes, by the NNSA's policy letter NAP-14.1-C. */
        NNSA,
        /** Four passes, by DoD 5220.22-M. */
        DOD,
        /** Nine passes, by the German BSI. */
        BSI,
        /** 35 passes. */
        GUTMANN,
        /** Seven passes, by Schneier. */
        SCHNEIER,
        /** Seven random passes. */
        PFITZNER7,
        /** 33 random passes. */
        PFITZNER33,
        /** Once, with random bytes. */
        RANDOM,
        /** The device is told that nothing of it is in use. */
        TRIM;

        // libvirt counts them in this order; StorageCallsTest has the numbers
        @SuppressWarnings("EnumOrdinal")
        int number() {
            return ordinal();
        }
    }
}
