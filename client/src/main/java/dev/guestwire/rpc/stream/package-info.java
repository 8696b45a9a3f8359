/** What a byte stream brought and nobody has read yet. */
@NullMarked
package dev.guestwire.rpc.stream;

import org.jspecify.annotations.NullMarked;
