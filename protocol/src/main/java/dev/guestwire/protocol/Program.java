package dev.guestwire.protocol;

import java.util.Optional;

/** A numbered set of calls and events. REMOTE, QEMU and LXC share a connection and its serial numbers. */
public enum Program {
    /** What every driver offers. */
    REMOTE(0x20008086),
    /** What only QEMU guests offer: monitor and agent passthrough. */
    QEMU(0x20008087),
    /** What only containers offer. */
    LXC(0x00068000),
    /** Ping and pong. */
    KEEPALIVE(0x6b656570);

    /** The version of every program. */
    public static final int VERSION = 1;

    private final int id;

    Program(int id) {
        this.id = id;
    }

    /** {@return the program's number on the wire} */
    public int id() {
        return id;
    }

    /** {@return the program with a number, if it is one of these} */
    public static Optional<Program> of(int id) {
        for (Program program : values()) {
            if (program.id == id) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }
}
