/** Verbs that look at many guests, or go on looking: stats, top, events. */
@NullMarked
package dev.guestwire.cli.watch;

import org.jspecify.annotations.NullMarked;
