/**
 * The command's entry. Rooms below: verbs ({@code guest}, {@code document}, {@code watch}, {@code host}, {@code demo}),
 * then {@code command}, what verbs have in common, then {@code output} and {@code console}, what the user sees and the
 * shell gets; arrows only go that way.
 */
@NullMarked
package dev.guestwire.cli;

import org.jspecify.annotations.NullMarked;
