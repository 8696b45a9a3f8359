package dev.guestwire.protocol;

/** An event that names the registration it belongs to. */
public interface CallbackEvent extends Event {
    /** {@return the number that the daemon gave the registration; unique within one family of events of a connection} */
    int callbackId();
}
