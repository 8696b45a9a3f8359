/** Jobs that another process started, by their references. Not for users of the library. */
@NullMarked
package dev.guestwire.migration.attach;

import org.jspecify.annotations.NullMarked;
