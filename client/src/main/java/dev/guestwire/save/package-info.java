/**
 * Guests that are off and go on where they stopped: their memory saved by the daemon or in a file.
 *
 * <p>Reached through {@link dev.guestwire.Guest#managedSave} and {@link dev.guestwire.Guest#saved}.
 */
@NullMarked
package dev.guestwire.save;

import org.jspecify.annotations.NullMarked;
