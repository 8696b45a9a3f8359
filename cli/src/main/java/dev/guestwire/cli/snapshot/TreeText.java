package dev.guestwire.cli.snapshot;

import dev.guestwire.snapshot.SnapshotTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Trees of snapshots as virsh draws them, those with one parent by their names. */
final class TreeText {
    private static final Comparator<SnapshotTree> BY_NAME =
            Comparator.comparing(tree -> tree.snapshot().name());

    private TreeText() {}

    /** Where a snapshot stands: what is in front of it, and whether it is the last of its parent's. */
    private record Place(SnapshotTree tree, String front, boolean isRoot, boolean isLast) {}

    /** {@return the lines; no depth is too deep} */
    static List<String> lines(List<SnapshotTree> roots) {
        List<String> lines = new ArrayList<>();
        Deque<Place> todo = new ArrayDeque<>();
        roots.stream().sorted(BY_NAME.reversed()).forEach(root -> todo.push(new Place(root, "", true, true)));
        while (!todo.isEmpty()) {
            Place place = todo.pop();
            lines.add(place.front()
                    + (place.isRoot() ? "" : "+- ")
                    + place.tree().snapshot().name());
            String below = place.front() + (place.isRoot() ? "" : place.isLast() ? "  " : "| ");
            List<SnapshotTree> children =
                    place.tree().children().stream().sorted(BY_NAME).toList();
            if (!children.isEmpty()) {
                lines.add(below + "  |");
            } else if (place.isLast()) {
                lines.add(below);
            }
            for (int i = children.size() - 1; i >= 0; i--) {
                todo.push(new Place(children.get(i), below + "  ", false, i == children.size() - 1));
            }
        }
        return lines.stream().map(String::stripTrailing).toList();
    }
}
