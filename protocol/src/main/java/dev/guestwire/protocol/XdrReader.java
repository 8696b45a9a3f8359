package dev.guestwire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads XDR from a byte array. Every length is checked against its bound and against the bytes left before memory is
 * taken for it. Plain shifts, since the first use of a VarHandle costs a command line milliseconds.
 */
public final class XdrReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads a whole array. */
    public XdrReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads the bytes of an array from an index up to another, exclusive. The array is not copied. */
    public XdrReader(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    /** {@return how many bytes are left} */
    public int remaining() {
        return end - position;
    }

    /** {@return an {@code int}, or the raw bits of an {@code unsigned int}} */
    public int int32() {
        int at = take(4);
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }

    /** {@return a {@code hyper}, or the raw bits of an {@code unsigned hyper}} */
    public long int64() {
        return ((long) int32() << 32) | (int32() & 0xffff_ffffL);
    }

    /** {@return a {@code double}} */
    public double float64() {
        return Double.longBitsToDouble(int64());
    }

    /** {@return whether an optional value follows; any word but 0 says yes, as in libvirt's own reader} */
    public boolean present() {
        return int32() != 0;
    }

    /** {@return sixteen bytes as a UUID} */
    public UUID uuid() {
        return new UUID(int64(), int64());
    }

    /** {@return a counted string; bytes that are not UTF-8 become U+FFFD, since guests supply names} */
    public String string(int bound) {
        int length = length(bound);
        String text = new String(bytes, take(length), length, UTF_8);
        skipPadding(length);
        return text;
    }

    /** {@return a counted byte string} */
    public Bytes opaque(int bound) {
        int length = length(bound);
        int from = take(length);
        skipPadding(length);
        return Bytes.owning(Arrays.copyOfRange(bytes, from, from + length));
    }

    /** {@return all bytes that are left} */
    public Bytes rest() {
        int length = remaining();
        int from = take(length);
        return Bytes.owning(Arrays.copyOfRange(bytes, from, from + length));
    }

    /** {@return the count of a list whose elements take at least four bytes each} */
    public int count(int bound) {
        int count = int32();
        if (count < 0 || count > bound) {
            throw new MalformedXdrException(
                    "a list of " + Integer.toUnsignedString(count) + " where at most " + bound + " may be");
        }
        if (count > remaining() / 4) {
            throw new MalformedXdrException("a list of " + count + " in " + remaining() + " bytes");
        }
        return count;
    }

    /** {@return a counted array of characters of four bytes each, without its closing NUL} */
    public String chars(int bound) {
        return untilNul(words(count(bound)));
    }

    /** {@return an array of a fixed number of characters of four bytes each, up to its first NUL} */
    public String fixedChars(int count) {
        return untilNul(words(count));
    }

    /** {@return a counted array of bytes that take four bytes each} */
    public Bytes wideBytes(int bound) {
        return Bytes.owning(words(count(bound)));
    }

    private byte[] words(int count) {
        byte[] narrow = new byte[count];
        for (int i = 0; i < count; i++) {
            narrow[i] = (byte) int32();
        }
        return narrow;
    }

    private static String untilNul(byte[] text) {
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, UTF_8);
    }

    private int length(int bound) {
        int length = int32();
        if (length < 0 || length > bound) {
            throw new MalformedXdrException(
                    "a string of " + Integer.toUnsignedString(length) + " bytes where at most " + bound + " may be");
        }
        return length;
    }

    private void skipPadding(int length) {
        take(-length & 3);
    }

    private int take(int count) {
        if (count > end - position) {
            throw new MalformedXdrException(count + " bytes needed, " + remaining() + " left");
        }
        int from = position;
        position += count;
        return from;
    }
}
