/** Verbs for who would sit in front of a guest: its console, its screen, its keyboard. */
@NullMarked
package dev.guestwire.cli.seat;

import org.jspecify.annotations.NullMarked;
