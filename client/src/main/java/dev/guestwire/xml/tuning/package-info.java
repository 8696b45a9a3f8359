/** How a guest shares its host's CPUs, memory and disks with others. */
@NullMarked
package dev.guestwire.xml.tuning;

import org.jspecify.annotations.NullMarked;
