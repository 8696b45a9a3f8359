/** Disks: what is asked of the daemon for them, and what QEMU makes of it. */
@NullMarked
package dev.guestwire.block;

import org.jspecify.annotations.NullMarked;
