@NullMarked
package dev.guestwire.power;

import org.jspecify.annotations.NullMarked;
