package dev.guestwire.cli.console;

/** A signal that asks a command to end. */
public enum Signal {
    /** The terminal is gone. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** A plain kill. */
    TERM(15);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** {@return its number on every Unix} */
    public int number() {
        return number;
    }
}
