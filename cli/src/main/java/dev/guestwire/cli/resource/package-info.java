/** What guests take of their host: CPUs, memory, traffic. */
@NullMarked
package dev.guestwire.cli.resource;

import org.jspecify.annotations.NullMarked;
