/** The programs of this machine: found, run, waited for. */
@NullMarked
package dev.guestwire.testkit.program;

import org.jspecify.annotations.NullMarked;
