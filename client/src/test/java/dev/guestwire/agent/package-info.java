@NullMarked
package dev.guestwire.agent;

import org.jspecify.annotations.NullMarked;
