@NullMarked
package dev.guestwire.cli.agent;

import org.jspecify.annotations.NullMarked;
