package dev.guestwire;

import org.jspecify.annotations.Nullable;

/**
 * What the daemon is asked to tell.
 *
 * @param kind which event
 * @param guest of which guest; null for all
 */
record Topic(EventKind<?> kind, @Nullable Guest guest) {}
