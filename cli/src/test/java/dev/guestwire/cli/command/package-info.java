@NullMarked
package dev.guestwire.cli.command;

import org.jspecify.annotations.NullMarked;
