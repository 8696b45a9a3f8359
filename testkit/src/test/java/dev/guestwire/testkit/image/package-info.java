/** Tests of how the guest image is made. */
@NullMarked
package dev.guestwire.testkit.image;

import org.jspecify.annotations.NullMarked;
