/** Tests of devices of a host. */
@NullMarked
package dev.guestwire.nodedevice;

import org.jspecify.annotations.NullMarked;
