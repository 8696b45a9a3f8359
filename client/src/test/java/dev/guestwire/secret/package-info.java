/** Tests of secrets. */
@NullMarked
package dev.guestwire.secret;

import org.jspecify.annotations.NullMarked;
