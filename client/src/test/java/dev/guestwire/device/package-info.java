/** Devices that are plugged in and out. */
@NullMarked
package dev.guestwire.device;

import org.jspecify.annotations.NullMarked;
