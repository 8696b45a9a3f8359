/** How the tiny guest is made: a kernel and an initramfs with a real guest agent, built once and kept. */
@NullMarked
package dev.guestwire.testkit.image;

import org.jspecify.annotations.NullMarked;
