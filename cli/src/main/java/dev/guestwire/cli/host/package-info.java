/** Verbs of the host and what is its own: pools, volumes, networks, secrets, devices. */
@NullMarked
package dev.guestwire.cli.host;

import org.jspecify.annotations.NullMarked;
