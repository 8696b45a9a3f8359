@NullMarked
package dev.guestwire.cli.demo;

import org.jspecify.annotations.NullMarked;
