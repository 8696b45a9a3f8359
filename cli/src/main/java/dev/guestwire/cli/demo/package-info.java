/** {@code guestwire demo}: a guest's whole life on a private host, shown step by step. */
@NullMarked
package dev.guestwire.cli.demo;

import org.jspecify.annotations.NullMarked;
