/** OpenStack Nova's metadata, readable and writable; Nova itself only writes it. */
@NullMarked
package dev.guestwire.xml.nova;

import org.jspecify.annotations.NullMarked;
