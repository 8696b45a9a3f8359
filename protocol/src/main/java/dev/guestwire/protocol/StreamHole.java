package dev.guestwire.protocol;

/**
 * A part of a stream that holds nothing but zeros, and is not sent: the payload of a packet of type STREAM_HOLE.
 *
 * @param length how many bytes
 */
public record StreamHole(long length) implements XdrValue {
    /** Creates one; it may be empty, but not negative. */
    public StreamHole {
        if (length < 0) {
            throw new MalformedXdrException("a hole of " + length + " bytes");
        }
    }

    /** Reads a hole; libvirt has no flags for it yet. */
    public static StreamHole read(XdrReader in) {
        StreamHole hole = new StreamHole(in.int64());
        in.int32();
        return hole;
    }

    @Override
    public void write(XdrWriter out) {
        out.int64(length);
        out.int32(0);
    }
}
