@NullMarked
package dev.guestwire.snapshot;

import org.jspecify.annotations.NullMarked;
