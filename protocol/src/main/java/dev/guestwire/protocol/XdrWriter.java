package dev.guestwire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes XDR into a byte array that grows, up to the size of the largest packet. Texts and lists beyond the bound of
 * their field are refused by name.
 */
public final class XdrWriter {
    private byte[] bytes;
    private int position;

    /** Creates a writer with room for a small packet. */
    public XdrWriter() {
        bytes = new byte[128];
    }

    /** {@return how many bytes were written} */
    public int size() {
        return position;
    }

    /** {@return a copy of what was written} */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }

    /** {@return the array written into, of which the first {@link #size} bytes count; for one who writes no more} */
    public byte[] array() {
        return bytes;
    }

    /** Writes an {@code int}, or the raw bits of an {@code unsigned int}. */
    public void int32(int value) {
        store(room(4), value);
    }

    /** Overwrites a word written before. */
    public void int32At(int index, int value) {
        if (index < 0 || index + 4 > position) {
            throw new IndexOutOfBoundsException(index);
        }
        store(index, value);
    }

    /** Writes a {@code hyper}, or the raw bits of an {@code unsigned hyper}. */
    public void int64(long value) {
        int32((int) (value >>> 32));
        int32((int) value);
    }

    /** Writes a {@code double}. */
    public void float64(double value) {
        int64(Double.doubleToRawLongBits(value));
    }

    /** Writes whether an optional value follows. */
    public void present(boolean present) {
        int32(present ? 1 : 0);
    }

    /** Writes a UUID as sixteen bytes. */
    public void uuid(UUID value) {
        int64(value.getMostSignificantBits());
        int64(value.getLeastSignificantBits());
    }

    /**
     * Writes a counted string.
     *
     * @throws XdrLimitException if it holds U+0000 or half a surrogate pair, or takes more bytes than the bound
     */
    public void string(String value, int bound, String field) {
        int length = value.length();
        if (length > bound) {
            throw tooLong(field, length, bound);
        }
        int start = room(4 + length);
        int end = start + 4;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == 0 || c >= 0x80) {
                position = start;
                opaque(encode(value, field), bound, field);
                return;
            }
            bytes[end++] = (byte) c;
        }
        store(start, length);
        pad(length);
    }

    /** Writes a counted byte string. */
    public void opaque(Bytes value, int bound, String field) {
        opaque(value.shared(), bound, field);
    }

    /** Writes bytes as they are, without a count and without filling up: what a stream carries. */
    public void raw(Bytes value) {
        int from = room(value.length());
        System.arraycopy(value.shared(), 0, bytes, from, value.length());
    }

    /** Writes the count of a list. */
    public void count(int count, int bound, String field) {
        if (count > bound) {
            throw new XdrLimitException(field + " has " + count + " elements; libvirt takes at most " + bound);
        }
        int32(count);
    }

    /** Writes a counted array of characters of four bytes each, with a closing NUL. */
    public void chars(String value, int bound, String field) {
        byte[] text = encode(value, field);
        count(text.length + 1, bound, field);
        words(text);
        int32(0);
    }

    /** Writes an array of a fixed number of characters of four bytes each, filled up with NULs. */
    public void fixedChars(String value, int count, String field) {
        byte[] text = encode(value, field);
        if (text.length > count) {
            throw tooLong(field, text.length, count);
        }
        words(Arrays.copyOf(text, count));
    }

    /** Writes a counted array of bytes that take four bytes each. */
    public void wideBytes(Bytes value, int bound, String field) {
        count(value.length(), bound, field);
        words(value.shared());
    }

    private void opaque(byte[] value, int bound, String field) {
        if (value.length > bound) {
            throw tooLong(field, value.length, bound);
        }
        int32(value.length);
        int from = room(value.length);
        System.arraycopy(value, 0, bytes, from, value.length);
        pad(value.length);
    }

    private void words(byte[] narrow) {
        for (byte b : narrow) {
            int32(b & 0xff);
        }
    }

    private void store(int index, int value) {
        bytes[index] = (byte) (value >>> 24);
        bytes[index + 1] = (byte) (value >>> 16);
        bytes[index + 2] = (byte) (value >>> 8);
        bytes[index + 3] = (byte) value;
    }

    private void pad(int length) {
        int padding = -length & 3;
        int from = room(padding);
        Arrays.fill(bytes, from, from + padding, (byte) 0);
    }

    private int room(int count) {
        int from = position;
        if (bytes.length - from < count) {
            grow((long) from + count);
        }
        position = from + count;
        return from;
    }

    private void grow(long needed) {
        if (needed > PacketHeader.MAX_LENGTH) {
            throw new XdrLimitException(
                    "the packet has more than " + PacketHeader.MAX_LENGTH + " bytes, libvirt's limit");
        }
        long size = Math.max(needed + 64, bytes.length * 2L);
        bytes = Arrays.copyOf(bytes, (int) Math.min(size, PacketHeader.MAX_LENGTH));
    }

    private static byte[] encode(String value, String field) {
        int nul = value.indexOf(0);
        if (nul >= 0) {
            throw new XdrLimitException(field + " holds U+0000 at index " + nul + "; libvirt would cut the text there");
        }
        try {
            var encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] text = new byte[encoded.remaining()];
            encoded.get(text);
            return text;
        } catch (CharacterCodingException unpaired) {
            throw new XdrLimitException(field + " holds half a surrogate pair, which UTF-8 cannot carry");
        }
    }

    private static XdrLimitException tooLong(String field, int length, int bound) {
        return new XdrLimitException(field + " has " + length + " bytes; libvirt takes at most " + bound);
    }
}
