package dev.guestwire.protocol;

/**
 * The six words after a packet's length. Program and procedure stay raw numbers, since a daemon may know more than we.
 *
 * @param program the number of the program
 * @param version the version of the program
 * @param procedure the number of the call or event
 * @param type what the packet is
 * @param serial the number of the call it belongs to; 1 for events, 0 for pings
 * @param status how it ends
 */
public record PacketHeader(int program, int version, int procedure, PacketType type, int serial, PacketStatus status)
        implements XdrValue {
    /** Bytes of the length word. */
    public static final int LENGTH_SIZE = 4;

    /** Bytes of length word and header: the length of an empty packet. */
    public static final int SIZE = 28;

    /** The largest value of the length word, which counts itself. */
    public static final int MAX_LENGTH = 33_554_436;

    /** {@return the header of a call} */
    public static PacketHeader call(Call<?> call, int serial) {
        return new PacketHeader(
                call.program().id(), Program.VERSION, call.number(), PacketType.CALL, serial, PacketStatus.OK);
    }

    /** {@return the header of an event, with the serial 1 that libvirt's daemon gives them} */
    public static PacketHeader event(Event event) {
        return new PacketHeader(
                event.program().id(), Program.VERSION, event.number(), PacketType.MESSAGE, 1, PacketStatus.OK);
    }

    /**
     * {@return the header of a packet of a stream}
     *
     * @param opener the call that opened it
     * @param serial the serial of that call
     * @param type STREAM or STREAM_HOLE
     * @param status CONTINUE for bytes and holes, OK for the end, ERROR for an end before its time
     */
    public static PacketHeader stream(Call<?> opener, int serial, PacketType type, PacketStatus status) {
        return new PacketHeader(opener.program().id(), Program.VERSION, opener.number(), type, serial, status);
    }

    /** {@return the header of an answer to a packet with this header} */
    public PacketHeader reply(PacketStatus answer) {
        return new PacketHeader(program, version, procedure, PacketType.REPLY, serial, answer);
    }

    @Override
    public void write(XdrWriter out) {
        out.int32(program);
        out.int32(version);
        out.int32(procedure);
        out.int32(type.number());
        out.int32(serial);
        out.int32(status.number());
    }

    /** Reads the six words. */
    public static PacketHeader read(XdrReader in) {
        return new PacketHeader(
                in.int32(), in.int32(), in.int32(), PacketType.of(in.int32()), in.int32(), PacketStatus.of(in.int32()));
    }

    /**
     * Checks a length word.
     *
     * @throws MalformedXdrException if no packet can have this length
     */
    public static int checkLength(int length) {
        if (length < SIZE || length > MAX_LENGTH) {
            throw new MalformedXdrException("a packet of " + Integer.toUnsignedString(length)
                    + " bytes; libvirt's have " + SIZE + " to " + MAX_LENGTH);
        }
        return length;
    }
}
