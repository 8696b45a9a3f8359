/** Work of the daemon that goes on after the call that started it: what it does, how far it is, how it ended. */
@NullMarked
package dev.guestwire.job;

import org.jspecify.annotations.NullMarked;
