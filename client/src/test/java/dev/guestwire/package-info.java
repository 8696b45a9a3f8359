/** Tests of hosts and guests: values, conversations with a fake daemon, a real daemon's test driver, real guests. */
@NullMarked
package dev.guestwire;

import org.jspecify.annotations.NullMarked;
