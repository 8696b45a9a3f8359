package dev.guestwire.protocol;

/**
 * A whole packet.
 *
 * @param header its header
 * @param payload its payload in XDR, or the bytes of a stream
 */
public record Packet(PacketHeader header, Bytes payload) {
    /** {@return a reader at the start of the payload} */
    public XdrReader reader() {
        return new XdrReader(payload.shared());
    }

    /**
     * {@return a packet on the wire, from its length word to its last byte}
     *
     * @throws XdrLimitException if the payload breaks a limit of the protocol
     */
    public static XdrWriter encode(PacketHeader header, XdrValue payload) {
        XdrWriter out = new XdrWriter();
        out.int32(0);
        header.write(out);
        payload.write(out);
        out.int32At(0, out.size());
        return out;
    }

    /** {@return a packet whose bytes follow the length word in a reader, all of them} */
    public static Packet read(XdrReader in) {
        PacketHeader header = PacketHeader.read(in);
        return new Packet(header, in.rest());
    }
}
