@NullMarked
package dev.guestwire.watch;

import org.jspecify.annotations.NullMarked;
