package dev.guestwire.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Coded;
import dev.guestwire.FakeHost;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Empty;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of a volume says to the daemon, and what it makes of the answer. */
class StorageVolumeCallsTest {
    private static final dev.guestwire.protocol.remote.StoragePool IMAGES =
            new dev.guestwire.protocol.remote.StoragePool("images", new UUID(5, 6));
    private static final StorageVol DISK = new StorageVol("images", "disk.qcow2", "/images/disk.qcow2");

    private final FakeHost fake = new FakeHost();
    private final StorageVolume disk = new StorageVolume(fake.host, DISK);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void identityNeedsNoCall() {
        int before = fake.daemon.calls().size();
        assertThat(disk.name()).isEqualTo("disk.qcow2");
        assertThat(disk.key()).isEqualTo("/images/disk.qcow2");
        assertThat(disk.poolName()).isEqualTo("images");
        assertThat(disk.host()).isSameAs(fake.host);
        assertThat(disk.handle()).isEqualTo(DISK);
        assertThat(disk).hasToString("images/disk.qcow2");
        assertThat(disk)
                .isEqualTo(new StorageVolume(fake.host, new StorageVol("x", "y", "/images/disk.qcow2")))
                .isNotEqualTo(new StorageVolume(fake.host, new StorageVol("images", "disk.qcow2", "z")));
        assertThat(fake.daemon.calls()).hasSize(before);
    }

    @Test
    void aVolumeTellsWhatItIs() {
        assertThat(fake.told(StoragePoolLookupByVolume.class, new StoragePoolLookupByVolume.Reply(IMAGES), disk::pool))
                .isEqualTo(new StoragePool(fake.host, IMAGES));
        assertThat(fake.daemon.calls(StoragePoolLookupByVolume.class))
                .containsExactly(new StoragePoolLookupByVolume(DISK));
        assertThat(fake.told(StorageVolGetPath.class, new StorageVolGetPath.Reply("/p"), disk::path))
                .isEqualTo("/p");
        assertThat(fake.daemon.calls(StorageVolGetPath.class)).containsExactly(new StorageVolGetPath(DISK));
        assertThat(fake.told(StorageVolGetInfo.class, new StorageVolGetInfo.Reply((byte) 3, 100, 60), disk::info))
                .isEqualTo(new StorageVolumeStatus(new Coded<>(StorageVolumeStatus.Type.NETWORK, 3), 100, 60));
        assertThat(fake.daemon.calls(StorageVolGetInfo.class)).containsExactly(new StorageVolGetInfo(DISK));
        assertThat(fake.told(
                        StorageVolGetInfoFlags.class,
                        new StorageVolGetInfoFlags.Reply((byte) 0, 100, 70),
                        disk::physicalBytes))
                .isEqualTo(70);
        assertThat(fake.daemon.calls(StorageVolGetInfoFlags.class))
                .containsExactly(new StorageVolGetInfoFlags(DISK, 1));
        StorageVolGetXmlDesc.Reply described = new StorageVolGetXmlDesc.Reply("<volume><name>n</name></volume>");
        assertThat(fake.told(StorageVolGetXmlDesc.class, described, () -> disk.definition())
                        .name())
                .contains("n");
        assertThat(fake.daemon.calls(StorageVolGetXmlDesc.class)).containsExactly(new StorageVolGetXmlDesc(DISK, 0));
    }

    @Test
    void aVolumeIsChanged() {
        assertThat(fake.sent(StorageVolResize.class, Empty.EMPTY, () -> disk.resize(4096)))
                .isEqualTo(new StorageVolResize(DISK, 4096, 0));
        assertThat(fake.sent(
                        StorageVolResize.class,
                        Empty.EMPTY,
                        () -> disk.resize(512, StorageVolume.Resize.ALLOCATE, StorageVolume.Resize.DELTA)))
                .isEqualTo(new StorageVolResize(DISK, 512, 3));
        assertThatThrownBy(() -> disk.resize(-1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("-1");
        assertThat(fake.sent(StorageVolWipe.class, Empty.EMPTY, () -> disk.wipe()))
                .isEqualTo(new StorageVolWipe(DISK, 0));
        assertThat(fake.sent(StorageVolWipePattern.class, Empty.EMPTY, () -> disk.wipe(StorageVolume.Wipe.RANDOM)))
                .isEqualTo(new StorageVolWipePattern(DISK, 8, 0));
        assertThat(fake.sent(
                        StorageVolDelete.class, Empty.EMPTY, () -> disk.delete(StorageVolume.Delete.WITH_SNAPSHOTS)))
                .isEqualTo(new StorageVolDelete(DISK, 2));
        assertThat(fake.sent(StorageVolDelete.class, Empty.EMPTY, () -> disk.delete()))
                .isEqualTo(new StorageVolDelete(DISK, 0));
    }
}
