/** The devices of a host, for guests to have; reached by {@link dev.guestwire.Host#nodeDevices}. */
@NullMarked
package dev.guestwire.nodedevice;

import org.jspecify.annotations.NullMarked;
