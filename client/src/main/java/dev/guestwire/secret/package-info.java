/** Passwords and keys that the daemon keeps for guests' disks; reached by {@link dev.guestwire.Host#secrets}. */
@NullMarked
package dev.guestwire.secret;

import org.jspecify.annotations.NullMarked;
