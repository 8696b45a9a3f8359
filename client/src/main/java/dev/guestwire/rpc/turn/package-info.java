/** Whose turn it is: of calls that a hung guest keeps back, and of strangers' listeners. Not for users of the library. */
@NullMarked
package dev.guestwire.rpc.turn;

import org.jspecify.annotations.NullMarked;
