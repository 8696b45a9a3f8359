@NullMarked
package dev.guestwire.cli.document;

import org.jspecify.annotations.NullMarked;
