/** Virtual networks of a host; reached by {@link dev.guestwire.Host#networks}. */
@NullMarked
package dev.guestwire.network;

import org.jspecify.annotations.NullMarked;
