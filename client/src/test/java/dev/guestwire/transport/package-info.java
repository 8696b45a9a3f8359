/** Tests of URIs, the search for sockets, and the socket itself. */
@NullMarked
package dev.guestwire.transport;

import org.jspecify.annotations.NullMarked;
