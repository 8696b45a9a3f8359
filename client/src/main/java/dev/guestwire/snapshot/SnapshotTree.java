package dev.guestwire.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A snapshot with those made upon it.
 *
 * @param snapshot the snapshot
 * @param children the trees of its children
 */
public record SnapshotTree(Snapshot snapshot, List<SnapshotTree> children) {
    /** Copies the list. */
    public SnapshotTree {
        children = List.copyOf(children);
    }

    /**
     * The trees of a guest's roots.
     *
     * @param all its snapshots, parents before their children
     * @param withChildren those that have children
     */
    static List<SnapshotTree> of(List<Snapshot> all, List<Snapshot> withChildren) {
        Map<Snapshot, List<Snapshot>> childrenOf = new HashMap<>();
        Set<Snapshot> known = new HashSet<>(all);
        Set<Snapshot> roots = new HashSet<>(all);
        for (Snapshot parent : withChildren) {
            List<Snapshot> children =
                    parent.children().stream().filter(known::contains).toList();
            childrenOf.put(parent, children);
            children.forEach(roots::remove);
        }
        // from the leaves up, so that no depth is too deep
        Map<Snapshot, SnapshotTree> trees = new HashMap<>();
        for (Snapshot snapshot : all.reversed()) {
            List<SnapshotTree> below = childrenOf.getOrDefault(snapshot, List.of()).stream()
                    .map(trees::get)
                    .filter(Objects::nonNull)
                    .toList();
            trees.put(snapshot, new SnapshotTree(snapshot, below));
        }
        List<SnapshotTree> found = new ArrayList<>();
        for (Snapshot snapshot : all) {
            SnapshotTree tree = trees.get(snapshot);
            if (tree != null && roots.contains(snapshot)) {
                found.add(tree);
            }
        }
        return found;
    }
}
