/** What a host says about itself: capabilities, node devices, secrets. */
@NullMarked
package dev.guestwire.xml.host;

import org.jspecify.annotations.NullMarked;
