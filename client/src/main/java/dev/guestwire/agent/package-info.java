/**
 * What a guest's agent can do: a program inside the guest, reached through {@link dev.guestwire.Guest#agent}.
 *
 * <p>Its answers come from inside the guest, so they may be late, never come, or not be true.
 */
@NullMarked
package dev.guestwire.agent;

import org.jspecify.annotations.NullMarked;
