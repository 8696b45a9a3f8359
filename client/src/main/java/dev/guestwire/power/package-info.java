/** Turning guests off and anew, with patience: what became of it is told by events, and nothing is polled. */
@NullMarked
package dev.guestwire.power;

import org.jspecify.annotations.NullMarked;
