/** The verb that moves guests, and what explains a move. */
@NullMarked
package dev.guestwire.cli.migrate;

import org.jspecify.annotations.NullMarked;
