/** Tests of {@code dev.guestwire.console}. */
@org.jspecify.annotations.NullMarked
package dev.guestwire.console;
