/** The stored definitions of guests, changed without losing what others changed. Nothing is null but where marked so. */
@NullMarked
package dev.guestwire.definition;

import org.jspecify.annotations.NullMarked;
