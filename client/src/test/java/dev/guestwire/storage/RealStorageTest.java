package dev.guestwire.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.EventListener;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools and volumes of a real daemon: a folder of it, with real files. */
class RealStorageTest {
    private static final long MIB = 1 << 20;

    @LibvirtHost
    static Lab lab;

    private Host host;
    private Storage storage;
    private final EventListener events = new EventListener();

    @BeforeEach
    void connect() {
        host = Host.connect(lab.qemuUri());
        storage = host.storage();
        host.onEvent(StoragePoolEvent.class, events);
    }

    @AfterEach
    void disconnect() {
        host.close();
    }

    private static dev.guestwire.xml.storage.StoragePool folder(String name) {
        return dev.guestwire.xml.storage.StoragePool.directory(
                name, lab.folder().resolve(name).toString());
    }

    private static dev.guestwire.xml.storage.StorageVolume volume(String name, Size size, String format) {
        return dev.guestwire.xml.storage.StorageVolume.of(name, size, format);
    }

    private <E extends StoragePoolEvent> void hear(Class<E> kind, StoragePool pool) throws InterruptedException {
        assertThat(events.next())
                .isInstanceOfSatisfying(kind, event -> assertThat(event.pool()).isEqualTo(pool));
    }

    @Test
    void aPoolLivesFromItsDefinitionToItsEnd() throws InterruptedException {
        StoragePool pool = storage.define(folder("pool"), StoragePool.Define.VALIDATE);
        Path folder = lab.folder().resolve("pool");
        hear(StoragePoolEvent.Defined.class, pool);
        assertThat(pool.isActive()).isFalse();
        assertThat(pool.isPersistent()).isTrue();
        assertThat(pool.info().state().is(StoragePoolStatus.State.INACTIVE)).isTrue();
        assertThat(storage.pools(StoragePool.Filter.INACTIVE)).contains(pool);
        assertThat(storage.pools(StoragePool.Filter.ACTIVE)).doesNotContain(pool);
        assertThatThrownBy(pool::volumes).isInstanceOf(WrongStateException.class);
        pool.build();
        hear(StoragePoolEvent.Built.class, pool);
        assertThat(folder).isDirectory();
        pool.start();
        hear(StoragePoolEvent.Started.class, pool);
        assertIsThere(pool, folder);
        pool.refresh();
        hear(StoragePoolEvent.Refreshed.class, pool);
        pool.destroy();
        hear(StoragePoolEvent.Stopped.class, pool);
        pool.delete();
        hear(StoragePoolEvent.Deleted.class, pool);
        assertThat(folder).doesNotExist();
        pool.undefine();
        hear(StoragePoolEvent.Undefined.class, pool);
        assertThatThrownBy(pool::info).isInstanceOf(NotFoundException.class);
    }

    private void assertIsThere(StoragePool pool, Path folder) {
        assertThat(storage.pool(pool.name())).isEqualTo(pool);
        assertThat(storage.pool(pool.uuid())).isEqualTo(pool);
        assertThat(storage.findPoolAt(folder)).contains(pool);
        assertThat(storage.findPool("none")).isEmpty();
        StoragePoolStatus status = pool.info();
        assertThat(status.state().is(StoragePoolStatus.State.RUNNING)).isTrue();
        assertThat(status.capacityBytes()).isEqualTo(status.allocationBytes() + status.availableBytes());
        assertThat(pool.definition().target().path()).contains(folder.toString());
        pool.autostart(true);
        assertThat(pool.autostart()).isTrue();
        pool.autostart(false);
        assertThat(pool.autostart()).isFalse();
    }

    @Test
    void volumesAreCreatedCopiedChangedAndDeleted() throws Exception {
        StoragePool pool = storage.create(folder("volumes"), StoragePool.Start.WITH_BUILD);
        assertThat(pool.isPersistent()).isFalse();
        StorageVolume disk =
                pool.createVolume(volume("disk.qcow2", Size.mib(8), "qcow2"), StorageVolume.Create.PREALLOC_METADATA);
        assertThat(disk.info().type().is(StorageVolumeStatus.Type.FILE)).isTrue();
        assertThat(disk.info().capacityBytes()).isEqualTo(8 * MIB);
        Path file = Path.of(disk.path());
        assertThat(disk.physicalBytes()).isEqualTo(Files.size(file));
        assertThat(disk.definition().target().format()).contains("qcow2");
        assertThat(disk.pool()).isEqualTo(pool);
        assertThat(storage.volumeByPath(disk.path())).isEqualTo(disk);
        assertThat(storage.volumeByKey(disk.key())).isEqualTo(disk);
        assertThat(pool.volume("disk.qcow2")).isEqualTo(disk);
        assertThat(pool.findVolume("none")).isEmpty();
        assertThat(storage.findVolumeByPath("/none")).isEmpty();

        disk.resize(16 * MIB);
        assertThat(disk.info().capacityBytes()).isEqualTo(16 * MIB);
        disk.resize(MIB, StorageVolume.Resize.DELTA);
        assertThat(disk.info().capacityBytes()).isEqualTo(17 * MIB);
        assertThatThrownBy(() -> disk.resize(MIB)).isInstanceOf(CallFailedException.class);

        StorageVolume copy = pool.createVolumeFrom(disk, volume("copy.raw", Size.mib(17), "raw"));
        assertThat(pool.volumes()).containsExactlyInAnyOrder(disk, copy);
        copy.resize(2 * MIB, StorageVolume.Resize.SHRINK);
        copy.resize(MIB, StorageVolume.Resize.SHRINK, StorageVolume.Resize.DELTA);
        assertThat(copy.info().capacityBytes()).isEqualTo(MIB);
        copy.wipe();
        copy.wipe(StorageVolume.Wipe.ZERO);
        copy.delete();
        assertThat(pool.volumes()).containsExactly(disk);
        assertThatThrownBy(() -> disk.delete(StorageVolume.Delete.ZEROED)).isInstanceOf(CallFailedException.class);
        disk.delete();
        assertThat(file).doesNotExist();
        pool.destroy();
        assertThat(storage.findPool("volumes")).isEmpty();
    }

    @Test
    void theDaemonTellsWhatItCanDo() {
        assertThat(storage.capabilitiesXml()).contains("<storagepoolCapabilities>");
        assertThatThrownBy(() -> storage.sourcesXml("nonsense", null)).isInstanceOf(CallFailedException.class);
    }
}
