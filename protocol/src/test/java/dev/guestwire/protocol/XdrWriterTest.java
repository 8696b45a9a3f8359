package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class XdrWriterTest {
    @Test
    void numbersAreBigEndian() {
        assertThat(hex(out -> {
                    out.int32(-2);
                    out.int64(0x0102030405060708L);
                    out.int64(-2);
                    out.float64(-1.5);
                    out.present(true);
                    out.present(false);
                }))
                .isEqualTo("fffffffe" + "0102030405060708" + "fffffffffffffffe" + "bff8000000000000" + "00000001"
                        + "00000000");
    }

    @Test
    void aWordCanBeOverwritten() {
        assertThat(hex(out -> {
                    out.int32(1);
                    out.int32(2);
                    out.int32At(0, 8);
                }))
                .isEqualTo("0000000800000002");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new XdrWriter().int32At(0, 1));
    }

    @Test
    void stringsAreCountedAndPaddedWithZeros() {
        assertThat(hex(out -> out.string("", 0, "name"))).isEqualTo("00000000");
        assertThat(hex(out -> out.string("a", 1, "name"))).isEqualTo("0000000161000000");
        assertThat(hex(out -> out.string("test", 4, "name"))).isEqualTo("0000000474657374");
        assertThat(hex(out -> out.string("ä✓", 5, "name"))).isEqualTo("00000005c3a4e29c93000000");
        assertThat(hex(out -> out.opaque(Bytes.of((byte) 1), 1, "value"))).isEqualTo("0000000101000000");
    }

    @Test
    void otherShapes() {
        assertThat(hex(out -> out.uuid(new UUID(1, 2)))).isEqualTo("00000000000000010000000000000002");
        assertThat(hex(out -> out.chars("aä", 4, "label"))).isEqualTo("0000000400000061000000c3000000a400000000");
        assertThat(hex(out -> out.fixedChars("a", 2, "model"))).isEqualTo("0000006100000000");
        assertThat(hex(out -> out.wideBytes(Bytes.of((byte) -1), 1, "data"))).isEqualTo("00000001000000ff");
    }

    @Test
    void valuesBeyondTheFirstBufferFit() {
        byte[] large = new byte[100_000];
        String text = "x".repeat(100_000);
        XdrWriter out = new XdrWriter();
        out.opaque(Bytes.of(large), large.length, "value");
        out.string(text, text.length(), "xml");
        out.string(text + "ä", 200_000, "xml");
        XdrReader in = new XdrReader(out.array(), 0, out.size());

        assertThat(in.opaque(large.length)).isEqualTo(Bytes.of(large));
        assertThat(in.string(text.length())).isEqualTo(text);
        assertThat(in.string(200_000)).isEqualTo(text + "ä");
        assertThat(in.remaining()).isZero();
    }

    @Test
    void whatLibvirtWouldCutOrRefuseIsRefusedByName() {
        assertRefused(out -> out.string("web\0-1", 99, "name"), "name holds U+0000 at index 3");
        assertRefused(out -> out.chars("a\0", 99, "label"), "label holds U+0000 at index 1");
        assertRefused(out -> out.string("ok\ud83e", 99, "name"), "name holds half a surrogate pair");
        assertRefused(out -> out.string("abcde", 4, "name"), "name has 5 bytes; libvirt takes at most 4");
        assertRefused(out -> out.string("ääää", 7, "name"), "name has 8 bytes; libvirt takes at most 7");
        assertRefused(out -> out.opaque(Bytes.of(new byte[5]), 4, "value"), "value has 5 bytes");
        assertRefused(out -> out.wideBytes(Bytes.of(new byte[5]), 4, "data"), "data has 5 elements");
        assertRefused(out -> out.chars("abcd", 4, "label"), "label has 5 elements");
        assertRefused(out -> out.fixedChars("abcde", 4, "model"), "model has 5 bytes");
        assertRefused(out -> out.count(17, 16, "params"), "params has 17 elements; libvirt takes at most 16");
    }

    @Test
    void theMessageNeverHoldsTheValue() {
        assertThatExceptionOfType(XdrLimitException.class)
                .isThrownBy(() -> new XdrWriter().string("hunter2\0", 99, "password"))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void aPacketBeyondLibvirtsLimitIsRefused() {
        Bytes largest = Bytes.of(new byte[8 << 20]);
        XdrWriter out = new XdrWriter();
        for (int i = 0; i < 3; i++) {
            out.opaque(largest, largest.length(), "value");
        }
        assertThatExceptionOfType(XdrLimitException.class)
                .isThrownBy(() -> out.opaque(largest, largest.length(), "value"))
                .withMessage("the packet has more than 33554436 bytes, libvirt's limit");
    }

    private static String hex(Consumer<XdrWriter> writing) {
        XdrWriter out = new XdrWriter();
        writing.accept(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static void assertRefused(Consumer<XdrWriter> writing, String message) {
        assertThatExceptionOfType(XdrLimitException.class)
                .isThrownBy(() -> writing.accept(new XdrWriter()))
                .withMessageStartingWith(message);
    }
}
