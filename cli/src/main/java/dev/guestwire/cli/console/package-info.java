/** What the user sees while a command works, what the shell gets in the end, and the signals that end it early. */
@NullMarked
package dev.guestwire.cli.console;

import org.jspecify.annotations.NullMarked;
