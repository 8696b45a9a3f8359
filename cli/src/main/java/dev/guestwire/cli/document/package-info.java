/** Verbs of definitions and devices. */
@NullMarked
package dev.guestwire.cli.document;

import org.jspecify.annotations.NullMarked;
