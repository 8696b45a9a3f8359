/** Tests of migrations. */
@NullMarked
package dev.guestwire.migration;

import org.jspecify.annotations.NullMarked;
