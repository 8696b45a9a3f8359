@NullMarked
package dev.guestwire.cli.console;

import org.jspecify.annotations.NullMarked;
