/** Tests of the fake daemon, with a bare socket for a client. */
@NullMarked
package dev.guestwire.testkit.fake;

import org.jspecify.annotations.NullMarked;
