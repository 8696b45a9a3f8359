package dev.guestwire.snapshot;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.DomainCheckpoint;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainCheckpointDelete;
import dev.guestwire.protocol.remote.DomainCheckpointGetParent;
import dev.guestwire.protocol.remote.DomainCheckpointGetXmlDesc;
import dev.guestwire.protocol.remote.DomainCheckpointListAllChildren;
import dev.guestwire.protocol.remote.DomainCheckpointLookupByName;
import dev.guestwire.protocol.remote.DomainListAllCheckpoints;
import dev.guestwire.snapshot.Checkpoint.Delete;
import dev.guestwire.snapshot.Checkpoint.Xml;
import dev.guestwire.snapshot.Checkpoints.Create;
import dev.guestwire.testkit.fake.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of checkpoints says to the daemon, and what it makes of the answer. */
class CheckpointCallsTest {
    private static final String XML = "<domaincheckpoint><name>monday</name></domaincheckpoint>";

    private final FakeHost fake = new FakeHost();
    private final Checkpoints checkpoints = fake.web.checkpoints();
    private final Checkpoint monday = new Checkpoint(fake.web, "monday");

    @AfterEach
    void close() {
        fake.close();
    }

    private static DomainCheckpoint handle(String name) {
        return new DomainCheckpoint(name, WEB);
    }

    private static List<DomainCheckpoint> handles(String... names) {
        return Stream.of(names).map(CheckpointCallsTest::handle).toList();
    }

    private Checkpoint checkpoint(String name) {
        return new Checkpoint(fake.web, name);
    }

    private static List<Integer> bits(Flag... flags) {
        return Arrays.stream(flags).map(Flag::bit).toList();
    }

    private static <R extends XdrValue> Answer<R> none() {
        return Answer.error(ErrorCode.NO_DOMAIN_CHECKPOINT, ErrorDomain.DOMAIN_CHECKPOINT, "none");
    }

    @Test
    void flagsAreLibvirts() {
        assertThat(bits(Create.values())).containsExactly(1, 2, 4);
        assertThat(Create.QUIESCE.bit()).isEqualTo(2);
        assertThat(bits(CheckpointFilter.values())).containsExactly(2, 4, 8);
        assertThat(CheckpointFilter.TOPOLOGICAL.bit()).isEqualTo(2);
        assertThat(CheckpointFilter.LEAVES.bit()).isEqualTo(4);
        assertThat(bits(Xml.values())).containsExactly(1, 2, 4);
        assertThat(Xml.SIZE.bit()).isEqualTo(4);
        assertThat(bits(Delete.values())).containsExactly(1, 2, 4);
        assertThat(Delete.METADATA_ONLY.bit()).isEqualTo(2);
    }

    @Test
    void create() {
        DomainCheckpointCreateXml.Reply made = new DomainCheckpointCreateXml.Reply(handle("monday"));
        assertThat(fake.told(DomainCheckpointCreateXml.class, made, () -> checkpoints.create(XML)))
                .isEqualTo(monday);
        checkpoints.create(dev.guestwire.xml.domain.DomainCheckpoint.parse(XML), Create.QUIESCE);
        assertThat(fake.daemon.calls(DomainCheckpointCreateXml.class))
                .containsExactly(
                        new DomainCheckpointCreateXml(WEB, XML, 0), new DomainCheckpointCreateXml(WEB, XML, 2));
    }

    @Test
    void list() {
        DomainListAllCheckpoints.Reply two = new DomainListAllCheckpoints.Reply(handles("a", "b"), 2);
        assertThat(fake.told(DomainListAllCheckpoints.class, two, () -> checkpoints.list()))
                .containsExactly(checkpoint("a"), checkpoint("b"));
        checkpoints.list(CheckpointFilter.NO_LEAVES);
        checkpoints.roots(CheckpointFilter.TOPOLOGICAL);
        assertThat(fake.daemon.calls(DomainListAllCheckpoints.class))
                .containsExactly(
                        new DomainListAllCheckpoints(WEB, 1, 0),
                        new DomainListAllCheckpoints(WEB, 1, 8),
                        new DomainListAllCheckpoints(WEB, 1, 3));
    }

    @Test
    void lookups() {
        DomainCheckpointLookupByName.Reply found = new DomainCheckpointLookupByName.Reply(handle("monday"));
        assertThat(fake.told(DomainCheckpointLookupByName.class, found, () -> checkpoints.named("monday")))
                .isEqualTo(monday);
        assertThat(checkpoints.find("monday")).contains(monday);
        assertThat(fake.daemon.calls(DomainCheckpointLookupByName.class))
                .containsOnly(new DomainCheckpointLookupByName(WEB, "monday", 0));
        fake.daemon.on(DomainCheckpointLookupByName.class, call -> none());
        assertThat(checkpoints.find("monday")).isEmpty();
        fake.daemon.on(
                DomainCheckpointLookupByName.class,
                call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no guest"));
        assertThatThrownBy(() -> checkpoints.find("monday")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void document() {
        DomainCheckpointGetXmlDesc.Reply reply = new DomainCheckpointGetXmlDesc.Reply(XML);
        assertThat(fake.told(
                        DomainCheckpointGetXmlDesc.class,
                        reply,
                        () -> monday.definition(Xml.SIZE, Xml.NO_DOMAIN).name()))
                .contains("monday");
        assertThat(monday.xmlDescription()).isEqualTo(XML);
        assertThat(fake.daemon.calls(DomainCheckpointGetXmlDesc.class))
                .containsExactly(
                        new DomainCheckpointGetXmlDesc(handle("monday"), 6),
                        new DomainCheckpointGetXmlDesc(handle("monday"), 0));
    }

    @Test
    void parent() {
        DomainCheckpointGetParent.Reply reply = new DomainCheckpointGetParent.Reply(handle("sunday"));
        assertThat(fake.told(DomainCheckpointGetParent.class, reply, monday::parent))
                .contains(checkpoint("sunday"));
        assertThat(fake.daemon.calls(DomainCheckpointGetParent.class))
                .containsExactly(new DomainCheckpointGetParent(handle("monday"), 0));
        fake.daemon.on(DomainCheckpointGetParent.class, call -> none());
        fake.daemon.reply(DomainCheckpointLookupByName.class, new DomainCheckpointLookupByName.Reply(handle("monday")));
        assertThat(monday.parent()).isEmpty();
        fake.daemon.on(DomainCheckpointLookupByName.class, call -> none());
        assertThatThrownBy(monday::parent).isInstanceOf(NotFoundException.class);
    }

    @Test
    void children() {
        DomainCheckpointListAllChildren.Reply one = new DomainCheckpointListAllChildren.Reply(handles("tuesday"), 1);
        assertThat(fake.told(DomainCheckpointListAllChildren.class, one, () -> monday.children()))
                .containsExactly(checkpoint("tuesday"));
        monday.children(CheckpointFilter.LEAVES);
        monday.descendants(CheckpointFilter.TOPOLOGICAL);
        assertThat(fake.daemon.calls(DomainCheckpointListAllChildren.class))
                .containsExactly(
                        new DomainCheckpointListAllChildren(handle("monday"), 1, 0),
                        new DomainCheckpointListAllChildren(handle("monday"), 1, 4),
                        new DomainCheckpointListAllChildren(handle("monday"), 1, 3));
    }

    @Test
    void delete() {
        assertThat(fake.sent(DomainCheckpointDelete.class, Empty.EMPTY, () -> monday.delete()))
                .isEqualTo(new DomainCheckpointDelete(handle("monday"), 0));
        assertThat(fake.sent(DomainCheckpointDelete.class, Empty.EMPTY, () -> monday.delete(Delete.CHILDREN)))
                .isEqualTo(new DomainCheckpointDelete(handle("monday"), 1));
        assertThat(monday).hasToString("checkpoint monday of " + fake.web);
    }

    @Test
    void errorsNameTheGuest() {
        fake.daemon.on(DomainCheckpointDelete.class, call -> none());
        assertThatThrownBy(() -> monday.delete())
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        failed -> assertThat(failed.guest()).contains("web"));
    }
}
