/** Verbs of the agent in the guest. */
@NullMarked
package dev.guestwire.cli.agent;

import org.jspecify.annotations.NullMarked;
