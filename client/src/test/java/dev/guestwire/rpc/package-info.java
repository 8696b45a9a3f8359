/** Tests of the connection: conversations with the fake daemon, then with real ones. */
@NullMarked
package dev.guestwire.rpc;

import org.jspecify.annotations.NullMarked;
