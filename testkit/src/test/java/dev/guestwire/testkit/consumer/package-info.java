/** Tests as a user of the test kit writes them, and the releases of JUnit that run them. */
@NullMarked
package dev.guestwire.testkit.consumer;

import org.jspecify.annotations.NullMarked;
