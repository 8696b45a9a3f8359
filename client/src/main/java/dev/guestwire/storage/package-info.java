/** Storage pools of a host and the volumes in them; reached by {@link dev.guestwire.Host#storage}. */
@NullMarked
package dev.guestwire.storage;

import org.jspecify.annotations.NullMarked;
