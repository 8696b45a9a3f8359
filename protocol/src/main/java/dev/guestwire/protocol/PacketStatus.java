package dev.guestwire.protocol;

/** How a packet ends what it belongs to. */
public enum PacketStatus {
    /** Well. */
    OK(0),
    /** With an error, which is the payload. */
    ERROR(1),
    /** Not yet: more of the stream follows. */
    CONTINUE(2);

    private static final PacketStatus[] ALL = values();

    private final int number;

    PacketStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static PacketStatus of(int number) {
        if (number < 0 || number >= ALL.length) {
            throw new MalformedXdrException("a packet of unknown status " + number);
        }
        return ALL[number];
    }
}
