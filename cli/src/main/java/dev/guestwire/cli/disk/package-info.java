/** Verbs of disks and their jobs. */
@NullMarked
package dev.guestwire.cli.disk;

import org.jspecify.annotations.NullMarked;
