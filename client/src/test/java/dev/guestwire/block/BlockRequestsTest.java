package dev.guestwire.block;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.FakeHost;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainBlockCommit;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainBlockRebase;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.xml.device.Disk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls that start jobs of disks. */
class BlockRequestsTest {
    private final FakeHost fake = new FakeHost();
    private final BlockDevice vda = fake.web.disk("vda");

    @AfterEach
    void close() {
        fake.close();
    }

    private static DomainBlockCommit commit(int flags) {
        return new DomainBlockCommit(WEB, "vda", null, null, 0, flags);
    }

    @Test
    void aCopyOfAPersistentGuestIsATransientJob() {
        fake.daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(1));
        assertThat(fake.sent(
                        DomainBlockCopy.class,
                        Empty.EMPTY,
                        () -> vda.copy("<disk/>").start()))
                .isEqualTo(new DomainBlockCopy(WEB, "vda", "<disk/>", List.of(), 4));
    }

    @Test
    void commit() {
        assertThat(fake.sent(
                        DomainBlockCommit.class,
                        Empty.EMPTY,
                        () -> vda.commit().active().start()))
                .isEqualTo(commit(4));
        assertThat(vda.commit().call()).isEqualTo(commit(0));
        assertThat(vda.commit().shallow().call()).isEqualTo(commit(1));
        assertThat(vda.commit().deleting().call()).isEqualTo(commit(2));
        assertThat(vda.commit().relative().call()).isEqualTo(commit(8));
        assertThat(vda.commit()
                        .base("vda[3]")
                        .top("vda[1]")
                        .bandwidth(7_000_000)
                        .relative()
                        .call())
                .isEqualTo(new DomainBlockCommit(WEB, "vda", "vda[3]", "vda[1]", 7_000_000, 8 | 16));
    }

    @Test
    void pull() {
        assertThat(fake.sent(
                        DomainBlockPull.class, Empty.EMPTY, () -> vda.pull().start()))
                .isEqualTo(new DomainBlockPull(WEB, "vda", 0, 0));
        assertThat(vda.pull().bandwidth(5_000).call()).isEqualTo(new DomainBlockPull(WEB, "vda", 5_000, 64));
    }

    @Test
    void rebase() {
        assertThat(fake.sent(
                        DomainBlockRebase.class,
                        Empty.EMPTY,
                        () -> vda.rebase("vda[2]").start()))
                .isEqualTo(new DomainBlockRebase(WEB, "vda", "vda[2]", 0, 0));
        assertThat(vda.rebase("/base").relative().call()).isEqualTo(new DomainBlockRebase(WEB, "vda", "/base", 0, 16));
        assertThat(vda.rebase("/base").relative().bandwidth(9).call())
                .isEqualTo(new DomainBlockRebase(WEB, "vda", "/base", 9, 16 | 64));
    }

    private static DomainBlockRebase pathCopy(int flags) {
        return new DomainBlockRebase(WEB, "vda", "/copy", 0, flags);
    }

    @Test
    void copyToPath() {
        assertThat(fake.sent(
                        DomainBlockRebase.class,
                        Empty.EMPTY,
                        () -> vda.copyToPath("/copy").start()))
                .isEqualTo(pathCopy(8));
        assertThat(vda.copyToPath("/copy").shallow().call()).isEqualTo(pathCopy(8 | 1));
        assertThat(vda.copyToPath("/copy").reusingExisting().call()).isEqualTo(pathCopy(8 | 2));
        assertThat(vda.copyToPath("/copy").raw().call()).isEqualTo(pathCopy(8 | 4));
        assertThat(vda.copyToPath("/copy").toDevice().call()).isEqualTo(pathCopy(8 | 32));
        assertThat(vda.copyToPath("/copy").bandwidth(9).call())
                .isEqualTo(new DomainBlockRebase(WEB, "vda", "/copy", 9, 8 | 64));
    }

    @Test
    void copy() {
        fake.daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(0));
        assertThat(fake.sent(
                        DomainBlockCopy.class,
                        Empty.EMPTY,
                        () -> vda.copy("<disk/>").start()))
                .isEqualTo(new DomainBlockCopy(WEB, "vda", "<disk/>", List.of(), 0));
        CopyRequest copy = vda.copy("<disk/>");
        assertThat(copy.shallow().call().flags()).isEqualTo(1);
        assertThat(copy.reusingExisting().call().flags()).isEqualTo(2);
        assertThat(copy.transientJob().call().flags()).isEqualTo(4);
        assertThat(copy.synchronousWrites().call().flags()).isEqualTo(8);
        assertThat(copy.bandwidth(1)
                        .granularity(65_536)
                        .bufferSize(1 << 20)
                        .bandwidth(3_000)
                        .call())
                .isEqualTo(new DomainBlockCopy(
                        WEB,
                        "vda",
                        "<disk/>",
                        List.of(
                                TypedParam.ofUint("granularity", 65_536),
                                TypedParam.ofUllong("buf-size", 1 << 20),
                                TypedParam.ofUllong("bandwidth", 3_000)),
                        0));
    }

    @Test
    void aCopyIsADocument() {
        Disk file = Disk.file("/copy.qcow2", "qcow2");
        assertThat(vda.copy(file).call().destxml()).isEqualTo(file.xml().toXml());
        assertThat(vda.copy(Path.of("/copy.qcow2"), "qcow2").call())
                .isEqualTo(vda.copy(file).call());
        assertThat(vda.copy("<disk><secret/></disk>").toString()).doesNotContain("secret");
    }
}
