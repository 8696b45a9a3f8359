@NullMarked
package dev.guestwire.resource;

import org.jspecify.annotations.NullMarked;
