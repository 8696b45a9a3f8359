@NullMarked
package dev.guestwire.cli;

import org.jspecify.annotations.NullMarked;
