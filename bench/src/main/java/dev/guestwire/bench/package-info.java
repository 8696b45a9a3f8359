/** Side-by-side benchmarks against a private libvirtd's test driver; see docs/decisions/0007. Not published. */
@NullMarked
package dev.guestwire.bench;

import org.jspecify.annotations.NullMarked;
