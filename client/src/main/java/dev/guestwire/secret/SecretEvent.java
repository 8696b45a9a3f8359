package dev.guestwire.secret;

import dev.guestwire.HostEvent;
import dev.guestwire.protocol.Event;

/** What happened to a secret. */
public sealed interface SecretEvent extends HostEvent {
    /** {@return the secret it happened to} */
    Secret secret();

    /** Event 0: it was defined. */
    record Defined(Secret secret) implements SecretEvent {}

    /** Event 0: it is gone. */
    record Undefined(Secret secret) implements SecretEvent {}

    /** Event 1: it has another value. */
    record ValueChanged(Secret secret) implements SecretEvent {}

    /**
     * What this release has no name for.
     *
     * @param event what the daemon sent
     */
    record Unknown(Secret secret, Event event) implements SecretEvent {}
}
