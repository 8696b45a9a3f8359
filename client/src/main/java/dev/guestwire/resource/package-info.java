/**
 * What guests have of their host and use of it: CPUs, memory, network traffic, and statistics of many guests at once.
 *
 * <p>Reached through {@link dev.guestwire.Guest#cpus}, {@link dev.guestwire.Guest#memory},
 * {@link dev.guestwire.Guest#traffic} and {@link dev.guestwire.Host#statistics}. Where nothing is said of what is
 * affected, it is what runs if the guest runs, or else its definition for the next start.
 */
@NullMarked
package dev.guestwire.resource;

import org.jspecify.annotations.NullMarked;
