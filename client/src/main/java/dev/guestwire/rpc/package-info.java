/**
 * One daemon, several connections: who waits for which answer. Not for users of the library.
 *
 * <p>The thread rules are in docs/concurrency.md.
 */
@NullMarked
package dev.guestwire.rpc;

import org.jspecify.annotations.NullMarked;
