package dev.guestwire.protocol;

/** What a packet is. */
public enum PacketType {
    /** A call, client to daemon. */
    CALL(0),
    /** The answer to a call. */
    REPLY(1),
    /** An event, or a ping or pong. */
    MESSAGE(2),
    /** Bytes of a stream, or its end. */
    STREAM(3),
    /** A call with file descriptors, which pure Java cannot send. */
    CALL_WITH_FDS(4),
    /** An answer with file descriptors, which pure Java cannot receive. */
    REPLY_WITH_FDS(5),
    /** A hole in a sparse stream. */
    STREAM_HOLE(6);

    private static final PacketType[] ALL = values();

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static PacketType of(int number) {
        if (number < 0 || number >= ALL.length) {
            throw new MalformedXdrException("a packet of unknown type " + number);
        }
        return ALL[number];
    }
}
