/** Verbs of snapshots and checkpoints. */
@NullMarked
package dev.guestwire.cli.snapshot;

import org.jspecify.annotations.NullMarked;
