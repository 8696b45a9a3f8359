/** Tests of the private hosts, with real daemons and real guests. */
@NullMarked
package dev.guestwire.testkit;

import org.jspecify.annotations.NullMarked;
