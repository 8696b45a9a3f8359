/** Reads what stands in an answer: a value that cannot be is refused by name. */
@NullMarked
package dev.guestwire.rpc.reading;

import org.jspecify.annotations.NullMarked;
