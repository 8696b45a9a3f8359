/** Networks, interfaces and what connects them. */
@NullMarked
package dev.guestwire.xml.network;

import org.jspecify.annotations.NullMarked;
