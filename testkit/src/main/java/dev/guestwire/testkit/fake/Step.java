package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import java.time.Duration;

/** One thing an {@link Outbox} does. */
sealed interface Step {
    /** Writes bytes. */
    record Send(Bytes bytes) implements Step {}

    /** Lets time pass. */
    record Pause(Duration length) implements Step {}

    /** A change of the connection's ways. */
    enum Turn implements Step {
        /** Closes the socket. */
        CUT,
        /** Neither reads nor writes, until told otherwise. */
        STOP,
        /** Writes no more, but reads. */
        MUTE,
        /** Lets the next reply go first. */
        POSTPONE
    }
}
