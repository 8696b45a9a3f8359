package dev.guestwire.cli.demo;

import java.time.Duration;

/**
 * A step that was taken.
 *
 * @param name what was done
 * @param time how long it took
 */
record Step(String name, Duration time) {}
