/**
 * States of a guest that are kept: snapshots, to which it can return, and checkpoints, since which its disks keep track of
 * what is written.
 *
 * <p>{@link dev.guestwire.Guest#snapshots} and {@link dev.guestwire.Guest#checkpoints} lead here.
 */
@NullMarked
package dev.guestwire.snapshot;

import org.jspecify.annotations.NullMarked;
