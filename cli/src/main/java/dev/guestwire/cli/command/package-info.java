/** What verbs have in common: the connection, looking things up, saying what went wrong. */
@NullMarked
package dev.guestwire.cli.command;

import org.jspecify.annotations.NullMarked;
