/** Tests of virtual networks. */
@NullMarked
package dev.guestwire.network;

import org.jspecify.annotations.NullMarked;
