/**
 * The devices of a guest. {@link dev.guestwire.xml.device.Device#of} reads any; one that is not known yet is an
 * {@link dev.guestwire.xml.device.OtherDevice} and loses nothing.
 */
@NullMarked
package dev.guestwire.xml.device;

import org.jspecify.annotations.NullMarked;
