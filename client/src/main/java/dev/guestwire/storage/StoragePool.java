package dev.guestwire.storage;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.StoragePoolBuild;
import dev.guestwire.protocol.remote.StoragePoolCreate;
import dev.guestwire.protocol.remote.StoragePoolDelete;
import dev.guestwire.protocol.remote.StoragePoolDestroy;
import dev.guestwire.protocol.remote.StoragePoolGetAutostart;
import dev.guestwire.protocol.remote.StoragePoolGetInfo;
import dev.guestwire.protocol.remote.StoragePoolGetXmlDesc;
import dev.guestwire.protocol.remote.StoragePoolIsActive;
import dev.guestwire.protocol.remote.StoragePoolIsPersistent;
import dev.guestwire.protocol.remote.StoragePoolListAllVolumes;
import dev.guestwire.protocol.remote.StoragePoolRefresh;
import dev.guestwire.protocol.remote.StoragePoolSetAutostart;
import dev.guestwire.protocol.remote.StoragePoolUndefine;
import dev.guestwire.protocol.remote.StorageVolCreateXml;
import dev.guestwire.protocol.remote.StorageVolCreateXmlFrom;
import dev.guestwire.protocol.remote.StorageVolLookupByName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One storage pool of a host, by its identity: a folder, a volume group, a Ceph pool. It holds no state: methods ask the
 * daemon. Two are equal if they have the same UUID and host.
 */
public final class StoragePool {
    private final Host host;
    private final dev.guestwire.protocol.remote.StoragePool handle;

    /** A pool as libvirt names it. */
    public StoragePool(Host host, dev.guestwire.protocol.remote.StoragePool handle) {
        this.host = host;
        this.handle = handle;
    }

    /** {@return the host that was asked for it} */
    public Host host() {
        return host;
    }

    /** {@return its name} */
    public String name() {
        return handle.name();
    }

    /** {@return what tells it from all other pools} */
    public UUID uuid() {
        return handle.uuid();
    }

    /** {@return how calls name this pool, for {@link Host#call}} */
    public dev.guestwire.protocol.remote.StoragePool handle() {
        return handle;
    }

    /** {@return its state and its space: {@code virStoragePoolGetInfo}} */
    public StoragePoolStatus info() {
        return StoragePoolStatus.of(host.call(new StoragePoolGetInfo(handle)));
    }

    /** {@return whether it is started: {@code virStoragePoolIsActive}} */
    public boolean isActive() {
        return host.call(new StoragePoolIsActive(handle)).active() != 0;
    }

    /** {@return whether libvirt still knows it when it stops: {@code virStoragePoolIsPersistent}} */
    public boolean isPersistent() {
        return host.call(new StoragePoolIsPersistent(handle)).persistent() != 0;
    }

    /** {@return whether it starts with the host: {@code virStoragePoolGetAutostart}} */
    public boolean autostart() {
        return host.call(new StoragePoolGetAutostart(handle)).autostart() != 0;
    }

    /** Sets whether it starts with the host: {@code virStoragePoolSetAutostart}. */
    public void autostart(boolean on) {
        host.call(new StoragePoolSetAutostart(handle, on ? 1 : 0));
    }

    /** {@return its document: {@code virStoragePoolGetXMLDesc}} */
    public String xmlDescription(Xml... flags) {
        return host.call(new StoragePoolGetXmlDesc(handle, Flag.word(flags))).xml();
    }

    /** {@return its definition: {@code virStoragePoolGetXMLDesc}} */
    public dev.guestwire.xml.storage.StoragePool definition(Xml... flags) {
        return dev.guestwire.xml.storage.StoragePool.parse(xmlDescription(flags));
    }

    /** Makes what it consists of, such as its folder or file system, before its first start: {@code virStoragePoolBuild}. */
    public void build(Build... flags) {
        host.call(new StoragePoolBuild(handle, Flag.word(flags)));
    }

    /** Starts it: {@code virStoragePoolCreate}. */
    public void start(Start... flags) {
        host.call(new StoragePoolCreate(handle, Flag.word(flags)));
    }

    /** Stops it; its volumes stay: {@code virStoragePoolDestroy}. A pool that is not persistent is forgotten. */
    public void destroy() {
        host.call(new StoragePoolDestroy(handle));
    }

    /** Deletes what {@link #build} made, such as its folder; it must be stopped: {@code virStoragePoolDelete}. */
    public void delete(Delete... flags) {
        host.call(new StoragePoolDelete(handle, Flag.word(flags)));
    }

    /** Forgets its definition; it must be stopped, and its volumes stay: {@code virStoragePoolUndefine}. */
    public void undefine() {
        host.call(new StoragePoolUndefine(handle));
    }

    /** Looks again what volumes are there: {@code virStoragePoolRefresh}. */
    public void refresh() {
        host.call(new StoragePoolRefresh(handle, 0));
    }

    /** {@return its volumes; it must be active: {@code virStoragePoolListAllVolumes}} */
    public List<StorageVolume> volumes() {
        return host.call(new StoragePoolListAllVolumes(handle, 1, 0)).vols().stream()
                .map(volume -> new StorageVolume(host, volume))
                .toList();
    }

    /**
     * {@return its volume of a name: {@code virStorageVolLookupByName}}
     *
     * @throws NotFoundException if there is none
     */
    public StorageVolume volume(String name) {
        return new StorageVolume(
                host, host.call(new StorageVolLookupByName(handle, name)).vol());
    }

    /** {@return its volume of a name, if there is one: {@code virStorageVolLookupByName}} */
    public Optional<StorageVolume> findVolume(String name) {
        return Storage.ifFound(() -> volume(name));
    }

    /** Creates a volume: {@code virStorageVolCreateXML}. */
    public StorageVolume createVolume(
            dev.guestwire.xml.storage.StorageVolume definition, StorageVolume.Create... flags) {
        return createVolume(definition.xml().toXml(), flags);
    }

    /**
     * Creates a volume: {@code virStorageVolCreateXML}.
     *
     * @param xml libvirt's volume document
     */
    public StorageVolume createVolume(String xml, StorageVolume.Create... flags) {
        var call = new StorageVolCreateXml(handle, xml, Flag.word(flags));
        return new StorageVolume(host, host.call(call).vol());
    }

    /** Creates a volume with what another has in it, maybe of another pool or format: {@code virStorageVolCreateXMLFrom}. */
    public StorageVolume createVolumeFrom(
            StorageVolume source, dev.guestwire.xml.storage.StorageVolume definition, StorageVolume.Create... flags) {
        return createVolumeFrom(source, definition.xml().toXml(), flags);
    }

    /**
     * Creates a volume with what another has in it, maybe of another pool or format: {@code virStorageVolCreateXMLFrom}.
     *
     * @param xml libvirt's volume document
     */
    public StorageVolume createVolumeFrom(StorageVolume source, String xml, StorageVolume.Create... flags) {
        var call = new StorageVolCreateXmlFrom(handle, xml, source.handle(), Flag.word(flags));
        return new StorageVolume(host, host.call(call).vol());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoragePool that && host == that.host && uuid().equals(that.uuid());
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return name() + " (" + uuid() + ")";
    }

    /**
     * Which pools are listed: {@code virConnectListAllStoragePoolsFlags}. A pool must meet one filter of each group that is
     * named: activity, persistence, autostart, type.
     */
    public enum Filter implements Flag {
        INACTIVE,
        ACTIVE,
        PERSISTENT,
        TRANSIENT,
        AUTOSTART,
        NO_AUTOSTART,
        DIR,
        FS,
        NETFS,
        LOGICAL,
        DISK,
        ISCSI,
        SCSI,
        MPATH,
        RBD,
        SHEEPDOG,
        GLUSTER,
        ZFS,
        VSTORAGE,
        ISCSI_DIRECT
    }

    /** How a pool is defined: {@code virStoragePoolDefineFlags}. */
    public enum Define implements Flag {
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }

    /** How a pool starts: {@code virStoragePoolCreateFlags}. */
    public enum Start implements Flag {
        /** What it consists of is made first. */
        WITH_BUILD,
        /** The same, and what is there is overwritten. */
        WITH_BUILD_OVERWRITE,
        /** The same, and it fails if something is there. */
        WITH_BUILD_NO_OVERWRITE
    }

    /** How that is made of which a pool consists: {@code virStoragePoolBuildFlags}. */
    public enum Build implements Flag {
        /** What is there is mended. */
        REPAIR,
        /** What is there grows or shrinks. */
        RESIZE,
        /** It fails if something is there. */
        NO_OVERWRITE,
        /** What is there is overwritten. */
        OVERWRITE
    }

    /** How that is deleted of which a pool consists: {@code virStoragePoolDeleteFlags}. */
    public enum Delete implements Flag {
        /** Zeros are written over it; slow. */
        ZEROED
    }

    /** What a pool's document shows: {@code virStorageXMLFlags}. */
    public enum Xml implements Flag {
        /** The definition for the next start, not what is active now. */
        INACTIVE
    }
}
