package dev.guestwire.storage;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.ConnectFindStoragePoolSources;
import dev.guestwire.protocol.remote.ConnectGetStoragePoolCapabilities;
import dev.guestwire.protocol.remote.ConnectListAllStoragePools;
import dev.guestwire.protocol.remote.StoragePoolCreateXml;
import dev.guestwire.protocol.remote.StoragePoolDefineXml;
import dev.guestwire.protocol.remote.StoragePoolLookupByName;
import dev.guestwire.protocol.remote.StoragePoolLookupByTargetPath;
import dev.guestwire.protocol.remote.StoragePoolLookupByUuid;
import dev.guestwire.protocol.remote.StorageVolLookupByKey;
import dev.guestwire.protocol.remote.StorageVolLookupByPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a host keeps the disks of its guests. It holds no state: methods ask the daemon. */
public final class Storage {
    private final Host host;

    /** The storage of a host. */
    public Storage(Host host) {
        this.host = host;
    }

    /**
     * {@return the pools of the host: {@code virConnectListAllStoragePools}}
     *
     * @param filters which; none: all
     */
    public List<StoragePool> pools(StoragePool.Filter... filters) {
        return host.call(new ConnectListAllStoragePools(1, Flag.word(filters))).pools().stream()
                .map(pool -> new StoragePool(host, pool))
                .toList();
    }

    /**
     * {@return the pool of a name: {@code virStoragePoolLookupByName}}
     *
     * @throws NotFoundException if there is none
     */
    public StoragePool pool(String name) {
        return new StoragePool(
                host, host.call(new StoragePoolLookupByName(name)).pool());
    }

    /**
     * {@return the pool of a UUID: {@code virStoragePoolLookupByUUID}}
     *
     * @throws NotFoundException if there is none
     */
    public StoragePool pool(UUID uuid) {
        return new StoragePool(
                host, host.call(new StoragePoolLookupByUuid(uuid)).pool());
    }

    /**
     * {@return the pool that has its volumes in a folder or device: {@code virStoragePoolLookupByTargetPath}}
     *
     * @throws NotFoundException if there is none
     */
    public StoragePool poolAt(Path target) {
        return new StoragePool(
                host,
                host.call(new StoragePoolLookupByTargetPath(target.toString())).pool());
    }

    /** {@return the pool of a name, if there is one: {@code virStoragePoolLookupByName}} */
    public Optional<StoragePool> findPool(String name) {
        return ifFound(() -> pool(name));
    }

    /** {@return the pool of a UUID, if there is one: {@code virStoragePoolLookupByUUID}} */
    public Optional<StoragePool> findPool(UUID uuid) {
        return ifFound(() -> pool(uuid));
    }

    /** {@return the pool that has its volumes in a folder or device, if there is one} */
    public Optional<StoragePool> findPoolAt(Path target) {
        return ifFound(() -> poolAt(target));
    }

    /** Defines a pool, or defines it anew if there is one of its UUID: {@code virStoragePoolDefineXML}. It is not started. */
    public StoragePool define(dev.guestwire.xml.storage.StoragePool definition, StoragePool.Define... flags) {
        return define(definition.xml().toXml(), flags);
    }

    /**
     * Defines a pool, or defines it anew if there is one of its UUID: {@code virStoragePoolDefineXML}. It is not started.
     *
     * @param xml libvirt's pool document
     */
    public StoragePool define(String xml, StoragePool.Define... flags) {
        return new StoragePool(
                host, host.call(new StoragePoolDefineXml(xml, Flag.word(flags))).pool());
    }

    /** Starts a pool that libvirt forgets when it stops: {@code virStoragePoolCreateXML}. */
    public StoragePool create(dev.guestwire.xml.storage.StoragePool definition, StoragePool.Start... flags) {
        return create(definition.xml().toXml(), flags);
    }

    /**
     * Starts a pool that libvirt forgets when it stops: {@code virStoragePoolCreateXML}.
     *
     * @param xml libvirt's pool document
     */
    public StoragePool create(String xml, StoragePool.Start... flags) {
        return new StoragePool(
                host, host.call(new StoragePoolCreateXml(xml, Flag.word(flags))).pool());
    }

    /**
     * {@return the volume of a key, in whatever active pool: {@code virStorageVolLookupByKey}}
     *
     * @throws NotFoundException if there is none
     */
    public StorageVolume volumeByKey(String key) {
        return new StorageVolume(host, host.call(new StorageVolLookupByKey(key)).vol());
    }

    /**
     * {@return the volume at a path, in whatever active pool: {@code virStorageVolLookupByPath}}
     *
     * @param path a file or device of the host, or what libvirt calls the path of a volume that is neither
     * @throws NotFoundException if there is none
     */
    public StorageVolume volumeByPath(String path) {
        return new StorageVolume(
                host, host.call(new StorageVolLookupByPath(path)).vol());
    }

    /** {@return the volume of a key, if there is one: {@code virStorageVolLookupByKey}} */
    public Optional<StorageVolume> findVolumeByKey(String key) {
        return ifFound(() -> volumeByKey(key));
    }

    /** {@return the volume at a path, if there is one: {@code virStorageVolLookupByPath}} */
    public Optional<StorageVolume> findVolumeByPath(String path) {
        return ifFound(() -> volumeByPath(path));
    }

    /**
     * {@return what pools could be made of, as libvirt's document: {@code virConnectFindStoragePoolSources}}
     *
     * @param type of which type of pool, such as {@code netfs} or {@code logical}
     * @param sourceXml where to look, such as {@code <source><host name='…'/></source>}; null where the type needs none
     */
    public String sourcesXml(String type, @Nullable String sourceXml) {
        return host.call(new ConnectFindStoragePoolSources(type, sourceXml, 0)).xml();
    }

    /** {@return which types of pools the daemon can have, as libvirt's document: {@code virConnectGetStoragePoolCapabilities}} */
    public String capabilitiesXml() {
        return host.call(new ConnectGetStoragePoolCapabilities(0)).capabilities();
    }

    static <T> Optional<T> ifFound(Supplier<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "storage of " + host;
    }
}
