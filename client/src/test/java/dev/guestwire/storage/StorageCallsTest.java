package dev.guestwire.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Coded;
import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectFindStoragePoolSources;
import dev.guestwire.protocol.remote.ConnectGetStoragePoolCapabilities;
import dev.guestwire.protocol.remote.ConnectListAllStoragePools;
import dev.guestwire.protocol.remote.StoragePoolBuild;
import dev.guestwire.protocol.remote.StoragePoolCreate;
import dev.guestwire.protocol.remote.StoragePoolCreateXml;
import dev.guestwire.protocol.remote.StoragePoolDefineXml;
import dev.guestwire.protocol.remote.StoragePoolDelete;
import dev.guestwire.protocol.remote.StoragePoolDestroy;
import dev.guestwire.protocol.remote.StoragePoolGetAutostart;
import dev.guestwire.protocol.remote.StoragePoolGetInfo;
import dev.guestwire.protocol.remote.StoragePoolGetXmlDesc;
import dev.guestwire.protocol.remote.StoragePoolIsActive;
import dev.guestwire.protocol.remote.StoragePoolIsPersistent;
import dev.guestwire.protocol.remote.StoragePoolListAllVolumes;
import dev.guestwire.protocol.remote.StoragePoolLookupByName;
import dev.guestwire.protocol.remote.StoragePoolLookupByTargetPath;
import dev.guestwire.protocol.remote.StoragePoolLookupByUuid;
import dev.guestwire.protocol.remote.StoragePoolRefresh;
import dev.guestwire.protocol.remote.StoragePoolSetAutostart;
import dev.guestwire.protocol.remote.StoragePoolUndefine;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolCreateXml;
import dev.guestwire.protocol.remote.StorageVolCreateXmlFrom;
import dev.guestwire.protocol.remote.StorageVolLookupByKey;
import dev.guestwire.protocol.remote.StorageVolLookupByName;
import dev.guestwire.protocol.remote.StorageVolLookupByPath;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.Size;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of storage and pools says to the daemon, and what it makes of the answer. */
class StorageCallsTest {
    private static final UUID UUID_OF_POOL = new UUID(5, 6);
    private static final dev.guestwire.protocol.remote.StoragePool IMAGES =
            new dev.guestwire.protocol.remote.StoragePool("images", UUID_OF_POOL);
    private static final StorageVol DISK = new StorageVol("images", "disk.qcow2", "/images/disk.qcow2");
    private static final String XML = "<pool type='dir'><name>images</name></pool>";

    private final FakeHost fake = new FakeHost();
    private final Storage storage = fake.host.storage();
    private final StoragePool images = new StoragePool(fake.host, IMAGES);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void poolsAreListedByFilter() {
        ConnectListAllStoragePools.Reply reply = new ConnectListAllStoragePools.Reply(List.of(IMAGES), 1);
        assertThat(fake.told(ConnectListAllStoragePools.class, reply, () -> storage.pools()))
                .containsExactly(images);
        assertThat(fake.daemon.calls(ConnectListAllStoragePools.class))
                .containsExactly(new ConnectListAllStoragePools(1, 0));
        assertThat(fake.sent(
                        ConnectListAllStoragePools.class,
                        reply,
                        () -> storage.pools(StoragePool.Filter.ACTIVE, StoragePool.Filter.RBD)))
                .isEqualTo(new ConnectListAllStoragePools(1, 2 | 16384));
    }

    @Test
    void poolsAreLookedUp() {
        assertThat(fake.told(
                        StoragePoolLookupByName.class,
                        new StoragePoolLookupByName.Reply(IMAGES),
                        () -> List.of(
                                storage.pool("images"),
                                storage.findPool("images").orElseThrow())))
                .containsOnly(images);
        assertThat(fake.daemon.calls(StoragePoolLookupByName.class))
                .containsOnly(new StoragePoolLookupByName("images"));
        assertThat(fake.told(
                        StoragePoolLookupByUuid.class,
                        new StoragePoolLookupByUuid.Reply(IMAGES),
                        () -> List.of(
                                storage.pool(UUID_OF_POOL),
                                storage.findPool(UUID_OF_POOL).orElseThrow())))
                .containsOnly(images);
        assertThat(fake.daemon.calls(StoragePoolLookupByUuid.class))
                .containsOnly(new StoragePoolLookupByUuid(UUID_OF_POOL));
        Path folder = Path.of("/images");
        assertThat(fake.told(
                        StoragePoolLookupByTargetPath.class,
                        new StoragePoolLookupByTargetPath.Reply(IMAGES),
                        () -> List.of(
                                storage.poolAt(folder),
                                storage.findPoolAt(folder).orElseThrow())))
                .containsOnly(images);
        assertThat(fake.daemon.calls(StoragePoolLookupByTargetPath.class))
                .containsOnly(new StoragePoolLookupByTargetPath("/images"));
    }

    @Test
    void onlyWhatIsNotThereIsNotFound() {
        fake.daemon.on(
                StoragePoolLookupByName.class,
                call -> Answer.error(ErrorCode.NO_STORAGE_POOL, ErrorDomain.STORAGE, "no pool"));
        assertThat(storage.findPool("x")).isEmpty();
        fake.daemon.on(
                StoragePoolLookupByName.class,
                call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.STORAGE, "broken"));
        assertThatThrownBy(() -> storage.findPool("x")).isInstanceOf(CallFailedException.class);
    }

    @Test
    void volumesAreLookedUp() {
        StorageVolume disk = new StorageVolume(fake.host, DISK);
        assertThat(fake.told(
                        StorageVolLookupByKey.class,
                        new StorageVolLookupByKey.Reply(DISK),
                        () -> List.of(
                                storage.volumeByKey("k"),
                                storage.findVolumeByKey("k").orElseThrow())))
                .containsOnly(disk);
        assertThat(fake.daemon.calls(StorageVolLookupByKey.class)).containsOnly(new StorageVolLookupByKey("k"));
        assertThat(fake.told(
                        StorageVolLookupByPath.class,
                        new StorageVolLookupByPath.Reply(DISK),
                        () -> List.of(
                                storage.volumeByPath("/p"),
                                storage.findVolumeByPath("/p").orElseThrow())))
                .containsOnly(disk);
        assertThat(fake.daemon.calls(StorageVolLookupByPath.class)).containsOnly(new StorageVolLookupByPath("/p"));
        assertThat(fake.told(
                        StorageVolLookupByName.class,
                        new StorageVolLookupByName.Reply(DISK),
                        () -> List.of(images.volume("n"), images.findVolume("n").orElseThrow())))
                .containsOnly(disk);
        assertThat(fake.daemon.calls(StorageVolLookupByName.class))
                .containsOnly(new StorageVolLookupByName(IMAGES, "n"));
        StoragePoolListAllVolumes.Reply reply = new StoragePoolListAllVolumes.Reply(List.of(DISK), 1);
        assertThat(fake.told(StoragePoolListAllVolumes.class, reply, images::volumes))
                .containsExactly(disk);
        assertThat(fake.daemon.calls(StoragePoolListAllVolumes.class))
                .containsExactly(new StoragePoolListAllVolumes(IMAGES, 1, 0));
    }

    @Test
    void defineAndCreate() {
        var view = dev.guestwire.xml.storage.StoragePool.parse(XML);
        String written = view.xml().toXml();
        StoragePoolDefineXml.Reply defined = new StoragePoolDefineXml.Reply(IMAGES);
        assertThat(fake.sent(StoragePoolDefineXml.class, defined, () -> storage.define(view)))
                .isEqualTo(new StoragePoolDefineXml(written, 0));
        assertThat(fake.sent(
                        StoragePoolDefineXml.class,
                        defined,
                        () -> assertThat(storage.define("<pool/>", StoragePool.Define.VALIDATE))
                                .isEqualTo(images)))
                .isEqualTo(new StoragePoolDefineXml("<pool/>", 1));
        StoragePoolCreateXml.Reply created = new StoragePoolCreateXml.Reply(IMAGES);
        assertThat(fake.sent(StoragePoolCreateXml.class, created, () -> storage.create(view)))
                .isEqualTo(new StoragePoolCreateXml(written, 0));
        assertThat(fake.sent(
                        StoragePoolCreateXml.class,
                        created,
                        () -> assertThat(storage.create("<pool/>", StoragePool.Start.WITH_BUILD_OVERWRITE))
                                .isEqualTo(images)))
                .isEqualTo(new StoragePoolCreateXml("<pool/>", 2));
    }

    @Test
    void whatADaemonOffers() {
        var found = new ConnectFindStoragePoolSources.Reply("<sources/>");
        assertThat(fake.told(
                        ConnectFindStoragePoolSources.class, found, () -> storage.sourcesXml("netfs", "<source/>")))
                .isEqualTo("<sources/>");
        assertThat(fake.daemon.calls(ConnectFindStoragePoolSources.class))
                .containsExactly(new ConnectFindStoragePoolSources("netfs", "<source/>", 0));
        assertThat(fake.told(
                        ConnectGetStoragePoolCapabilities.class,
                        new ConnectGetStoragePoolCapabilities.Reply("<caps/>"),
                        storage::capabilitiesXml))
                .isEqualTo("<caps/>");
        assertThat(fake.daemon.calls(ConnectGetStoragePoolCapabilities.class))
                .containsExactly(new ConnectGetStoragePoolCapabilities(0));
    }

    @Test
    void aPoolTellsWhatItIs() {
        assertThat(images.name()).isEqualTo("images");
        assertThat(images.uuid()).isEqualTo(UUID_OF_POOL);
        assertThat(images.host()).isSameAs(fake.host);
        assertThat(images.handle()).isEqualTo(IMAGES);
        assertThat(images).hasToString("images (" + UUID_OF_POOL + ")");
        assertThat(fake.told(
                        StoragePoolGetInfo.class, new StoragePoolGetInfo.Reply((byte) 3, 100, 60, 40), images::info))
                .isEqualTo(new StoragePoolStatus(new Coded<>(StoragePoolStatus.State.DEGRADED, 3), 100, 60, 40));
        assertThat(fake.daemon.calls(StoragePoolGetInfo.class)).containsExactly(new StoragePoolGetInfo(IMAGES));
        assertThat(fake.told(StoragePoolIsActive.class, new StoragePoolIsActive.Reply(1), images::isActive))
                .isTrue();
        assertThat(fake.told(StoragePoolIsPersistent.class, new StoragePoolIsPersistent.Reply(0), images::isPersistent))
                .isFalse();
        assertThat(fake.told(
                        StoragePoolGetAutostart.class, new StoragePoolGetAutostart.Reply(1), () -> images.autostart()))
                .isTrue();
        assertThat(fake.daemon.calls(StoragePoolIsActive.class)).containsExactly(new StoragePoolIsActive(IMAGES));
        assertThat(fake.daemon.calls(StoragePoolIsPersistent.class))
                .containsExactly(new StoragePoolIsPersistent(IMAGES));
        assertThat(fake.daemon.calls(StoragePoolGetAutostart.class))
                .containsExactly(new StoragePoolGetAutostart(IMAGES));
        StoragePoolGetXmlDesc.Reply described = new StoragePoolGetXmlDesc.Reply(XML);
        assertThat(fake.told(StoragePoolGetXmlDesc.class, described, () -> images.definition())
                        .name())
                .contains("images");
        assertThat(fake.sent(
                        StoragePoolGetXmlDesc.class, described, () -> images.xmlDescription(StoragePool.Xml.INACTIVE)))
                .isEqualTo(new StoragePoolGetXmlDesc(IMAGES, 1));
        assertThat(fake.daemon.calls(StoragePoolGetXmlDesc.class))
                .first()
                .isEqualTo(new StoragePoolGetXmlDesc(IMAGES, 0));
    }

    @Test
    void poolsAreEqualByUuidAndHost() {
        assertThat(images)
                .isEqualTo(new StoragePool(
                        fake.host, new dev.guestwire.protocol.remote.StoragePool("other", UUID_OF_POOL)))
                .isNotEqualTo(new StoragePool(
                        fake.host, new dev.guestwire.protocol.remote.StoragePool("images", new UUID(1, 1))));
        try (FakeHost other = new FakeHost()) {
            assertThat(images).isNotEqualTo(new StoragePool(other.host, IMAGES));
        }
    }

    @Test
    void aPoolLivesFromItsMakingToItsEnd() {
        assertThat(fake.sent(StoragePoolSetAutostart.class, Empty.EMPTY, () -> images.autostart(true)))
                .isEqualTo(new StoragePoolSetAutostart(IMAGES, 1));
        assertThat(fake.sent(StoragePoolSetAutostart.class, Empty.EMPTY, () -> images.autostart(false)))
                .isEqualTo(new StoragePoolSetAutostart(IMAGES, 0));
        assertThat(fake.sent(StoragePoolBuild.class, Empty.EMPTY, () -> images.build(StoragePool.Build.NO_OVERWRITE)))
                .isEqualTo(new StoragePoolBuild(IMAGES, 4));
        assertThat(fake.sent(StoragePoolCreate.class, Empty.EMPTY, () -> images.start(StoragePool.Start.WITH_BUILD)))
                .isEqualTo(new StoragePoolCreate(IMAGES, 1));
        assertThat(fake.sent(StoragePoolRefresh.class, Empty.EMPTY, images::refresh))
                .isEqualTo(new StoragePoolRefresh(IMAGES, 0));
        assertThat(fake.sent(StoragePoolDestroy.class, Empty.EMPTY, images::destroy))
                .isEqualTo(new StoragePoolDestroy(IMAGES));
        assertThat(fake.sent(StoragePoolDelete.class, Empty.EMPTY, () -> images.delete(StoragePool.Delete.ZEROED)))
                .isEqualTo(new StoragePoolDelete(IMAGES, 1));
        assertThat(fake.sent(StoragePoolUndefine.class, Empty.EMPTY, images::undefine))
                .isEqualTo(new StoragePoolUndefine(IMAGES));
    }

    @Test
    void volumesAreCreated() {
        StorageVolume disk = new StorageVolume(fake.host, DISK);
        var view = dev.guestwire.xml.storage.StorageVolume.of("disk.qcow2", Size.gib(1), "qcow2");
        String written = view.xml().toXml();
        StorageVolCreateXml.Reply created = new StorageVolCreateXml.Reply(DISK);
        assertThat(fake.sent(
                        StorageVolCreateXml.class,
                        created,
                        () -> assertThat(images.createVolume(view, StorageVolume.Create.PREALLOC_METADATA))
                                .isEqualTo(disk)))
                .isEqualTo(new StorageVolCreateXml(IMAGES, written, 1));
        StorageVolCreateXmlFrom.Reply copied = new StorageVolCreateXmlFrom.Reply(DISK);
        assertThat(fake.sent(
                        StorageVolCreateXmlFrom.class,
                        copied,
                        () -> assertThat(images.createVolumeFrom(disk, view, StorageVolume.Create.REFLINK))
                                .isEqualTo(disk)))
                .isEqualTo(new StorageVolCreateXmlFrom(IMAGES, written, DISK, 2));
    }

    @Test
    void flagsHaveLibvirtsNumbers() {
        bits(StoragePool.Filter.values(), 20);
        assertThat(StoragePool.Filter.DIR.bit()).isEqualTo(1 << 6);
        assertThat(StoragePool.Filter.LOGICAL.bit()).isEqualTo(1 << 9);
        assertThat(StoragePool.Filter.GLUSTER.bit()).isEqualTo(1 << 16);
        assertThat(StoragePool.Filter.ISCSI_DIRECT.bit()).isEqualTo(1 << 19);
        bits(StoragePool.Define.values(), 1);
        bits(StoragePool.Start.values(), 3);
        assertThat(StoragePool.Start.WITH_BUILD_NO_OVERWRITE.bit()).isEqualTo(4);
        bits(StoragePool.Build.values(), 4);
        assertThat(StoragePool.Build.RESIZE.bit()).isEqualTo(2);
        assertThat(StoragePool.Build.OVERWRITE.bit()).isEqualTo(8);
        bits(StoragePool.Delete.values(), 1);
        bits(StoragePool.Xml.values(), 1);
        bits(StorageVolume.Create.values(), 3);
        assertThat(StorageVolume.Create.REFLINK.bit()).isEqualTo(2);
        bits(StorageVolume.Delete.values(), 2);
        assertThat(StorageVolume.Delete.WITH_SNAPSHOTS.bit()).isEqualTo(2);
        bits(StorageVolume.Resize.values(), 3);
        assertThat(StorageVolume.Resize.SHRINK.bit()).isEqualTo(4);
        assertThat(Arrays.stream(StorageVolume.Wipe.values()).map(StorageVolume.Wipe::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(StorageVolume.Wipe.TRIM.number()).isEqualTo(9);
        assertThat(StorageVolume.Wipe.BSI.number()).isEqualTo(3);
    }

    private static void bits(Flag[] flags, int count) {
        assertThat(Flag.word(flags)).isEqualTo((1 << count) - 1);
    }
}
