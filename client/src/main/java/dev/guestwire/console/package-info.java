/** A guest's screen, keyboard, consoles and channels. Values are never null except where marked. */
@NullMarked
package dev.guestwire.console;

import org.jspecify.annotations.NullMarked;
