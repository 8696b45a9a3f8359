@NullMarked
package dev.guestwire.job;

import org.jspecify.annotations.NullMarked;
