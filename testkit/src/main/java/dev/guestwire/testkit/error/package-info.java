/** What the test kit throws. The lowest room: every other may throw from here. */
@NullMarked
package dev.guestwire.testkit.error;

import org.jspecify.annotations.NullMarked;
