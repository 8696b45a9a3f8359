/** Verbs of guests: what there is, what runs, power. */
@NullMarked
package dev.guestwire.cli.guest;

import org.jspecify.annotations.NullMarked;
