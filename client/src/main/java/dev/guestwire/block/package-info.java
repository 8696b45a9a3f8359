/**
 * Disks of guests: a {@link dev.guestwire.block.BlockDevice} is reached by {@link dev.guestwire.Guest#disk}. Its long work
 * is asked for with requests, such as {@code guest.disk("vda").commit().active().start()}.
 */
@NullMarked
package dev.guestwire.block;

import org.jspecify.annotations.NullMarked;
