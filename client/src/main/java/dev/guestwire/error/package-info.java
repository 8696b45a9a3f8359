/** The errors that Guestwire throws, by what the caller can do about them. */
@NullMarked
package dev.guestwire.error;

import org.jspecify.annotations.NullMarked;
