/**
 * A libvirtd that says what a test tells it to say, over a real Unix socket. Values are never null except where marked;
 * times that are over end in {@link java.lang.AssertionError}.
 */
@NullMarked
package dev.guestwire.testkit.fake;

import org.jspecify.annotations.NullMarked;
