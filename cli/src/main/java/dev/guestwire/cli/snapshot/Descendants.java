package dev.guestwire.cli.snapshot;

import dev.guestwire.cli.command.Chosen;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.snapshot.Snapshot;
import picocli.CommandLine.Option;

/** What is deleted with a snapshot or a checkpoint. */
final class Descendants {
    @Option(names = "--children", description = "And those made after it.")
    private boolean children;

    @Option(names = "--children-only", description = "Those made after it, and not itself.")
    private boolean childrenOnly;

    @Option(names = "--metadata", description = "Only what libvirt knows of it.")
    private boolean metadata;

    Descendants() {}

    /** {@return what is deleted of snapshots} */
    Snapshot.Delete[] snapshots() {
        return Chosen.of(Snapshot.Delete.class)
                .with(children, Snapshot.Delete.CHILDREN)
                .with(childrenOnly, Snapshot.Delete.CHILDREN_ONLY)
                .with(metadata, Snapshot.Delete.METADATA_ONLY)
                .array(Snapshot.Delete[]::new);
    }

    /** {@return what is deleted of checkpoints} */
    Checkpoint.Delete[] checkpoints() {
        return Chosen.of(Checkpoint.Delete.class)
                .with(children, Checkpoint.Delete.CHILDREN)
                .with(childrenOnly, Checkpoint.Delete.CHILDREN_ONLY)
                .with(metadata, Checkpoint.Delete.METADATA_ONLY)
                .array(Checkpoint.Delete[]::new);
    }

    /** {@return what was deleted, in words} */
    String done(String kind, String name) {
        return childrenOnly
                ? "what was made after " + kind + " " + name + " deleted"
                : kind + " " + name + " deleted" + (children ? ", and those made after it" : "");
    }
}
