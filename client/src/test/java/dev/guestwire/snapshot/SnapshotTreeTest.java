package dev.guestwire.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.snapshot.Snapshots.Create;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.domain.DomainSnapshot;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots and their descent against libvirt's test driver. */
class SnapshotTreeTest {
    @LibvirtHost
    static Lab lab;

    private Host host;
    private Guest guest;
    private Snapshots snapshots;

    @BeforeEach
    void connect() {
        host = Host.connect(lab.testUri());
        guest = host.guest("test");
        snapshots = guest.snapshots();
    }

    @AfterEach
    void disconnect() {
        host.close();
    }

    private Snapshot make(String name) {
        return snapshots.create(DomainSnapshot.of(name, List.of()));
    }

    @Test
    void aGuestWithoutAny() {
        assertThat(snapshots.list()).isEmpty();
        assertThat(snapshots.tree()).isEmpty();
        assertThat(snapshots.current()).isEmpty();
        assertThat(snapshots.find("nothing")).isEmpty();
        assertThatThrownBy(() -> snapshots.named("nothing")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> new Snapshot(guest, "nothing").parent()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void branchesAreFound() {
        Snapshot root = make("root");
        Snapshot left = make("left");
        Snapshot leaf = make("leaf");
        root.revert(Snapshot.Revert.FORCE);
        Snapshot right = make("right");

        SnapshotTree leaves = new SnapshotTree(left, List.of(new SnapshotTree(leaf, List.of())));
        List<SnapshotTree> trees = snapshots.tree();
        assertThat(trees).hasSize(1);
        assertThat(trees.getFirst().snapshot()).isEqualTo(root);
        assertThat(trees.getFirst().children()).containsExactlyInAnyOrder(leaves, new SnapshotTree(right, List.of()));

        assertThat(snapshots.current()).contains(right);
        assertThat(right.isCurrent()).isTrue();
        assertThat(left.isCurrent()).isFalse();
        assertThat(leaf.parent()).contains(left);
        assertThat(root.parent()).isEmpty();
        assertThat(root.children()).containsExactlyInAnyOrder(left, right);
        assertThat(root.descendants()).containsExactlyInAnyOrder(left, right, leaf);
        assertThat(snapshots.roots()).containsExactly(root);
        assertThat(snapshots.list(SnapshotFilter.LEAVES)).containsExactlyInAnyOrder(leaf, right);
        assertThat(snapshots.list(SnapshotFilter.NO_LEAVES)).containsExactlyInAnyOrder(root, left);
        assertThat(snapshots.list(SnapshotFilter.TOPOLOGICAL)).startsWith(root).hasSize(4);
        assertThat(snapshots.list(SnapshotFilter.ACTIVE)).hasSize(4);
        assertThat(snapshots.list(SnapshotFilter.INACTIVE)).isEmpty();
    }

    @Test
    void deletingAParentHandsItsChildrenOn() {
        Snapshot root = make("root");
        Snapshot middle = make("middle");
        Snapshot leaf = make("leaf");
        middle.delete();
        assertThat(leaf.parent()).contains(root);
        assertThatThrownBy(middle::parent).isInstanceOf(NotFoundException.class);
        root.delete(Snapshot.Delete.CHILDREN_ONLY);
        assertThat(snapshots.list()).containsExactly(root);
        make("again");
        root.delete(Snapshot.Delete.CHILDREN);
        assertThat(snapshots.list()).isEmpty();
    }

    @Test
    void aRecordIsWrittenAnew() {
        Snapshot root = make("root");
        String xml = root.xmlDescription(Snapshot.Xml.SECURE);
        root.delete();
        assertThat(snapshots.current()).isEmpty();
        assertThat(snapshots.create(DomainSnapshot.parse(xml), Create.REDEFINE, Create.CURRENT))
                .isEqualTo(root);
        assertThat(snapshots.current()).contains(root);
        assertThat(root.definition().creationTime())
                .isEqualTo(DomainSnapshot.parse(xml).creationTime());
        assertThat(root.hasMetadata()).isTrue();
    }

    @Test
    void aHaltedGuestIsOff() {
        snapshots.create(DomainSnapshot.of("off", List.of()), Create.HALT);
        assertThat(guest.isActive()).isFalse();
        snapshots.named("off").revert(Snapshot.Revert.RUNNING);
        assertThat(guest.isActive()).isTrue();
    }
}
