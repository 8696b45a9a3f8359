package dev.guestwire.snapshot;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainListAllSnapshots;
import dev.guestwire.protocol.remote.DomainRevertToSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainSnapshotCurrent;
import dev.guestwire.protocol.remote.DomainSnapshotDelete;
import dev.guestwire.protocol.remote.DomainSnapshotGetParent;
import dev.guestwire.protocol.remote.DomainSnapshotGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSnapshotHasMetadata;
import dev.guestwire.protocol.remote.DomainSnapshotIsCurrent;
import dev.guestwire.protocol.remote.DomainSnapshotListAllChildren;
import dev.guestwire.protocol.remote.DomainSnapshotLookupByName;
import dev.guestwire.snapshot.Snapshot.Delete;
import dev.guestwire.snapshot.Snapshot.Revert;
import dev.guestwire.snapshot.Snapshot.Xml;
import dev.guestwire.snapshot.Snapshots.Create;
import dev.guestwire.testkit.fake.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of snapshots says to the daemon, and what it makes of the answer. */
class SnapshotCallsTest {
    private static final String XML = "<domainsnapshot><name>before</name></domainsnapshot>";

    private final FakeHost fake = new FakeHost();
    private final Snapshots snapshots = fake.web.snapshots();
    private final Snapshot before = new Snapshot(fake.web, "before");

    @AfterEach
    void close() {
        fake.close();
    }

    private static DomainSnapshot handle(String name) {
        return new DomainSnapshot(name, WEB);
    }

    private static List<DomainSnapshot> handles(String... names) {
        return Stream.of(names).map(SnapshotCallsTest::handle).toList();
    }

    private Snapshot snapshot(String name) {
        return new Snapshot(fake.web, name);
    }

    @Test
    void flagsAreLibvirts() {
        assertThat(bits(Create.values())).containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
        assertThat(Create.NO_METADATA.bit()).isEqualTo(4);
        assertThat(Create.DISK_ONLY.bit()).isEqualTo(16);
        assertThat(Create.REUSE_EXT.bit()).isEqualTo(32);
        assertThat(Create.QUIESCE.bit()).isEqualTo(64);
        assertThat(Create.VALIDATE.bit()).isEqualTo(512);
        assertThat(bits(SnapshotFilter.values())).containsExactly(2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
        assertThat(SnapshotFilter.METADATA.bit()).isEqualTo(2);
        assertThat(SnapshotFilter.NO_METADATA.bit()).isEqualTo(16);
        assertThat(SnapshotFilter.DISK_ONLY.bit()).isEqualTo(128);
        assertThat(SnapshotFilter.TOPOLOGICAL.bit()).isEqualTo(1024);
        assertThat(bits(Xml.values())).containsExactly(1);
        assertThat(bits(Revert.values())).containsExactly(1, 2, 4, 8);
        assertThat(Revert.FORCE.bit()).isEqualTo(4);
        assertThat(bits(Delete.values())).containsExactly(1, 2, 4);
        assertThat(Delete.METADATA_ONLY.bit()).isEqualTo(2);
    }

    private static List<Integer> bits(Flag... flags) {
        return Arrays.stream(flags).map(Flag::bit).toList();
    }

    @Test
    void create() {
        DomainSnapshotCreateXml.Reply made = new DomainSnapshotCreateXml.Reply(handle("before"));
        assertThat(fake.told(DomainSnapshotCreateXml.class, made, () -> snapshots.create(XML)))
                .isEqualTo(before);
        var view = dev.guestwire.xml.domain.DomainSnapshot.parse(XML);
        snapshots.create(view, Create.NO_METADATA, Create.DISK_ONLY, Create.REUSE_EXT, Create.QUIESCE);
        snapshots.create(view, Create.values());
        assertThat(fake.daemon.calls(DomainSnapshotCreateXml.class))
                .containsExactly(
                        new DomainSnapshotCreateXml(WEB, XML, 0),
                        new DomainSnapshotCreateXml(WEB, XML, 4 | 16 | 32 | 64),
                        new DomainSnapshotCreateXml(WEB, XML, 1023));
    }

    @Test
    void list() {
        DomainListAllSnapshots.Reply two = new DomainListAllSnapshots.Reply(handles("a", "b"), 2);
        assertThat(fake.told(DomainListAllSnapshots.class, two, () -> snapshots.list()))
                .containsExactly(snapshot("a"), snapshot("b"));
        snapshots.list(SnapshotFilter.LEAVES, SnapshotFilter.EXTERNAL);
        snapshots.roots();
        snapshots.roots(SnapshotFilter.METADATA);
        assertThat(fake.daemon.calls(DomainListAllSnapshots.class))
                .containsExactly(
                        new DomainListAllSnapshots(WEB, 1, 0),
                        new DomainListAllSnapshots(WEB, 1, 4 | 512),
                        new DomainListAllSnapshots(WEB, 1, 1),
                        new DomainListAllSnapshots(WEB, 1, 3));
    }

    @Test
    void lookups() {
        DomainSnapshotLookupByName.Reply found = new DomainSnapshotLookupByName.Reply(handle("before"));
        assertThat(fake.told(DomainSnapshotLookupByName.class, found, () -> snapshots.named("before")))
                .isEqualTo(before);
        assertThat(snapshots.find("before")).contains(before);
        assertThat(fake.daemon.calls(DomainSnapshotLookupByName.class))
                .containsOnly(new DomainSnapshotLookupByName(WEB, "before", 0));
        fake.daemon.on(DomainSnapshotLookupByName.class, call -> none());
        assertThat(snapshots.find("before")).isEmpty();
        assertThatThrownBy(() -> snapshots.named("before")).isInstanceOf(NotFoundException.class);
    }

    private static <R extends dev.guestwire.protocol.XdrValue> Answer<R> none() {
        return Answer.error(ErrorCode.NO_DOMAIN_SNAPSHOT, ErrorDomain.DOMAIN_SNAPSHOT, "none");
    }

    private static <R extends dev.guestwire.protocol.XdrValue> Answer<R> noGuest() {
        return Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no guest");
    }

    @Test
    void aGuestThatIsGoneIsNoMissingSnapshot() {
        fake.daemon.on(DomainSnapshotLookupByName.class, call -> noGuest());
        fake.daemon.on(DomainSnapshotCurrent.class, call -> noGuest());
        fake.daemon.on(DomainSnapshotGetParent.class, call -> noGuest());
        assertThatThrownBy(() -> snapshots.find("before")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(snapshots::current).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(before::parent).isInstanceOf(NotFoundException.class);
    }

    @Test
    void current() {
        DomainSnapshotCurrent.Reply current = new DomainSnapshotCurrent.Reply(handle("before"));
        assertThat(fake.told(DomainSnapshotCurrent.class, current, snapshots::current))
                .contains(before);
        assertThat(fake.daemon.calls(DomainSnapshotCurrent.class)).containsExactly(new DomainSnapshotCurrent(WEB, 0));
        fake.daemon.on(DomainSnapshotCurrent.class, call -> none());
        assertThat(snapshots.current()).isEmpty();
    }

    @Test
    void aSnapshotIsItsNameAndGuest() {
        assertThat(before.handle()).isEqualTo(handle("before"));
        assertThat(before).isEqualTo(snapshot("before")).hasToString("snapshot before of " + fake.web);
    }

    @Test
    void document() {
        DomainSnapshotGetXmlDesc.Reply reply = new DomainSnapshotGetXmlDesc.Reply(XML);
        assertThat(fake.told(
                        DomainSnapshotGetXmlDesc.class,
                        reply,
                        () -> before.definition().name()))
                .contains("before");
        assertThat(before.xmlDescription(Xml.SECURE)).isEqualTo(XML);
        assertThat(fake.daemon.calls(DomainSnapshotGetXmlDesc.class))
                .containsExactly(
                        new DomainSnapshotGetXmlDesc(handle("before"), 0),
                        new DomainSnapshotGetXmlDesc(handle("before"), 1));
    }

    @Test
    void parent() {
        DomainSnapshotGetParent.Reply reply = new DomainSnapshotGetParent.Reply(handle("root"));
        assertThat(fake.told(DomainSnapshotGetParent.class, reply, before::parent))
                .contains(snapshot("root"));
        assertThat(fake.daemon.calls(DomainSnapshotGetParent.class))
                .containsExactly(new DomainSnapshotGetParent(handle("before"), 0));
    }

    @Test
    void aRootIsToldFromASnapshotThatIsGone() {
        fake.daemon.on(DomainSnapshotGetParent.class, call -> none());
        fake.daemon.reply(DomainSnapshotLookupByName.class, new DomainSnapshotLookupByName.Reply(handle("before")));
        assertThat(before.parent()).isEmpty();
        fake.daemon.on(DomainSnapshotLookupByName.class, call -> none());
        assertThatThrownBy(before::parent).isInstanceOf(NotFoundException.class);
    }

    @Test
    void children() {
        DomainSnapshotListAllChildren.Reply two = new DomainSnapshotListAllChildren.Reply(handles("a", "b"), 2);
        assertThat(fake.told(DomainSnapshotListAllChildren.class, two, () -> before.children()))
                .containsExactly(snapshot("a"), snapshot("b"));
        before.children(SnapshotFilter.NO_LEAVES);
        before.descendants();
        before.descendants(SnapshotFilter.TOPOLOGICAL);
        assertThat(fake.daemon.calls(DomainSnapshotListAllChildren.class))
                .containsExactly(
                        new DomainSnapshotListAllChildren(handle("before"), 1, 0),
                        new DomainSnapshotListAllChildren(handle("before"), 1, 8),
                        new DomainSnapshotListAllChildren(handle("before"), 1, 1),
                        new DomainSnapshotListAllChildren(handle("before"), 1, 1025));
    }

    @Test
    void yesAndNo() {
        assertThat(fake.told(DomainSnapshotIsCurrent.class, new DomainSnapshotIsCurrent.Reply(1), before::isCurrent))
                .isTrue();
        assertThat(fake.told(DomainSnapshotIsCurrent.class, new DomainSnapshotIsCurrent.Reply(0), before::isCurrent))
                .isFalse();
        assertThat(fake.told(
                        DomainSnapshotHasMetadata.class, new DomainSnapshotHasMetadata.Reply(1), before::hasMetadata))
                .isTrue();
        assertThat(fake.daemon.calls(DomainSnapshotIsCurrent.class))
                .containsOnly(new DomainSnapshotIsCurrent(handle("before"), 0));
        assertThat(fake.daemon.calls(DomainSnapshotHasMetadata.class))
                .containsOnly(new DomainSnapshotHasMetadata(handle("before"), 0));
    }

    @Test
    void revertAndDelete() {
        assertThat(fake.sent(DomainRevertToSnapshot.class, Empty.EMPTY, () -> before.revert()))
                .isEqualTo(new DomainRevertToSnapshot(handle("before"), 0));
        assertThat(fake.sent(
                        DomainRevertToSnapshot.class,
                        Empty.EMPTY,
                        () -> before.revert(Revert.PAUSED, Revert.RESET_NVRAM)))
                .isEqualTo(new DomainRevertToSnapshot(handle("before"), 2 | 8));
        assertThat(fake.sent(DomainSnapshotDelete.class, Empty.EMPTY, () -> before.delete()))
                .isEqualTo(new DomainSnapshotDelete(handle("before"), 0));
        assertThat(fake.sent(DomainSnapshotDelete.class, Empty.EMPTY, () -> before.delete(Delete.CHILDREN_ONLY)))
                .isEqualTo(new DomainSnapshotDelete(handle("before"), 4));
    }

    @Test
    void errorsNameTheGuest() {
        fake.daemon.on(
                DomainRevertToSnapshot.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "not now"));
        assertThatThrownBy(() -> before.revert())
                .isInstanceOfSatisfying(
                        WrongStateException.class,
                        failed -> assertThat(failed.guest()).contains("web"))
                .hasMessageContaining("guest web");
    }
}
