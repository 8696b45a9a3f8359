/** Backups of disks. */
@NullMarked
package dev.guestwire.cli.backup;

import org.jspecify.annotations.NullMarked;
