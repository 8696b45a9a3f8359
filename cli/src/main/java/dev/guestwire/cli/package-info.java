/**
 * The command's entry and its verbs. Rooms below: {@code demo}, one verb with its parts, and {@code console}, what the
 * user sees and the shell gets; arrows only go that way.
 */
@NullMarked
package dev.guestwire.cli;

import org.jspecify.annotations.NullMarked;
