/** What no daemon should be asked for. */
@NullMarked
package dev.guestwire.rpc.asking;

import org.jspecify.annotations.NullMarked;
