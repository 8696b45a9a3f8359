package dev.guestwire.protocol;

/** Something the daemon says unasked. */
public interface Event extends XdrValue {
    /** {@return the program the event belongs to} */
    Program program();

    /** {@return the procedure number within the program} */
    int number();
}
