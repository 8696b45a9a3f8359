@NullMarked
package dev.guestwire.xml;

import org.jspecify.annotations.NullMarked;
