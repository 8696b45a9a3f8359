/**
 * Bytes in, bytes out: where a URI leads, and the socket there. Knows nothing of packets, and throws the JDK's own
 * exceptions only.
 */
@NullMarked
package dev.guestwire.transport;

import org.jspecify.annotations.NullMarked;
