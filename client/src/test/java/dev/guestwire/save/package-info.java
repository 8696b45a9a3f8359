@NullMarked
package dev.guestwire.save;

import org.jspecify.annotations.NullMarked;
