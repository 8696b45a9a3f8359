/** Waiting for what happens to a guest: registered first, so that nothing that follows is missed; nothing is polled. */
@NullMarked
package dev.guestwire.watch;

import org.jspecify.annotations.NullMarked;
