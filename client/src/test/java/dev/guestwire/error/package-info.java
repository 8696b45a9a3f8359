/** Tests of what exceptions say. */
@NullMarked
package dev.guestwire.error;

import org.jspecify.annotations.NullMarked;
