package dev.guestwire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class XdrReaderTest {
    @Test
    void numbersAreBigEndian() {
        XdrReader in = reader("fffffffe 80000000 0102030405060708 ffffffff00000001 bff8000000000000");

        assertThat(in.int32()).isEqualTo(-2);
        assertThat(in.int32()).isEqualTo(Integer.MIN_VALUE);
        assertThat(in.int64()).isEqualTo(0x0102030405060708L);
        assertThat(in.int64()).isEqualTo(0xffffffff00000001L);
        assertThat(in.float64()).isEqualTo(-1.5);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void anyWordButZeroSaysThatAValueFollows() {
        XdrReader in = reader("00000000 00000001 00000007 ffffffff");

        assertThat(in.present()).isFalse();
        assertThat(in.present()).isTrue();
        assertThat(in.present()).isTrue();
        assertThat(in.present()).isTrue();
    }

    @Test
    void aUuidIsSixteenBytesWithoutCount() {
        assertThat(reader("6695eb01f6a48304 79aa97f2502e193f").uuid())
                .isEqualTo(UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"));
    }

    @Test
    void stringsAreCountedAndPadded() {
        XdrReader in = reader("00000000 00000001 61ffffff 00000004 74657374 00000005 c3a4e29c93000000");

        assertThat(in.string(0)).isEmpty();
        assertThat(in.string(9)).as("padding is not looked at").isEqualTo("a");
        assertThat(in.string(4)).isEqualTo("test");
        assertThat(in.string(9)).isEqualTo("ä✓");
        assertThat(in.remaining()).isZero();
    }

    @Test
    void bytesThatAreNotUtf8BecomeReplacements() {
        assertThat(reader("00000003 61ff6200").string(9)).isEqualTo("a\ufffdb");
    }

    @Test
    void byteStringsAreCopied() {
        byte[] wire = HexFormat.of().parseHex("0000000201020000");
        Bytes bytes = new XdrReader(wire).opaque(2);
        wire[4] = 9;

        assertThat(bytes).isEqualTo(Bytes.of((byte) 1, (byte) 2));
    }

    @Test
    void charactersTakeFourBytesAndEndAtANul() {
        XdrReader in = reader("00000003 00000061 ffffffc3 ffffffa4 00000002 00000062 00000000"
                + "00000063 00000000 00000064 00000000");

        assertThat(in.chars(3)).as("signed characters, no closing NUL").isEqualTo("aä");
        assertThat(in.chars(3)).isEqualTo("b");
        assertThat(in.fixedChars(4)).isEqualTo("c");
        assertThat(in.remaining()).isZero();
    }

    @Test
    void wideBytesTakeFourBytesEach() {
        assertThat(reader("00000002 00000001 ffffffff").wideBytes(2)).isEqualTo(Bytes.of((byte) 1, (byte) -1));
    }

    @Test
    void lengthsBeyondTheBoundAreRefused() {
        assertMalformed(
                () -> reader("00000005 6162636465000000").string(4), "a string of 5 bytes where at most 4 may be");
        assertMalformed(() -> reader("ffffffff").string(4), "a string of 4294967295 bytes where at most 4 may be");
        assertMalformed(() -> reader("80000000").opaque(4), "a string of 2147483648 bytes where at most 4 may be");
        assertMalformed(() -> reader("00000003").count(2), "a list of 3 where at most 2 may be");
        assertMalformed(() -> reader("ffffffff").count(2), "a list of 4294967295 where at most 2 may be");
        assertMalformed(() -> reader("00000003").chars(2), "a list of 3 where at most 2 may be");
        assertMalformed(() -> reader("00000003").wideBytes(2), "a list of 3 where at most 2 may be");
    }

    @Test
    void lengthsBeyondTheBytesLeftAreRefused() {
        assertMalformed(() -> reader("00000005 61626364").string(9), "5 bytes needed, 4 left");
        assertMalformed(() -> reader("00000005 61626364").opaque(9), "5 bytes needed, 4 left");
        assertMalformed(() -> reader("00000002 00000000").count(9), "a list of 2 in 4 bytes");
        assertMalformed(() -> reader("00000002 00000000").chars(9), "a list of 2 in 4 bytes");
        assertMalformed(() -> reader("00000000").fixedChars(2), "4 bytes needed, 0 left");
    }

    @Test
    void missingPaddingIsRefused() {
        assertMalformed(() -> reader("00000001 61").string(9), "3 bytes needed, 0 left");
        assertMalformed(() -> reader("00000002 616200").opaque(9), "2 bytes needed, 1 left");
    }

    @Test
    void cutNumbersAreRefused() {
        assertMalformed(() -> reader("000000").int32(), "4 bytes needed, 3 left");
        assertMalformed(() -> reader("00000000 000000").int64(), "4 bytes needed, 3 left");
        assertMalformed(() -> reader("00000000 00000000 00000000").uuid(), "4 bytes needed, 0 left");
        assertMalformed(() -> reader("").present(), "4 bytes needed, 0 left");
    }

    @Test
    void aSliceEndsWhereItEnds() {
        XdrReader in = new XdrReader("....abcd....".getBytes(UTF_8), 4, 8);

        assertThat(in.int32()).isEqualTo(0x61626364);
        assertMalformed(in::int32, "4 bytes needed, 0 left");
        assertThat(in.rest()).isEqualTo(Bytes.EMPTY);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new XdrReader(new byte[4], 2, 5));
    }

    @Test
    void unknownKindsOfParametersAreRefused() {
        for (int kind : new int[] {0, 8, -1, 0x01000000}) {
            XdrWriter out = new XdrWriter();
            out.string("name", 80, "name");
            out.int32(kind);
            out.int64(0);
            assertMalformed(
                    () -> TypedParam.read(new XdrReader(out.toByteArray())),
                    "a typed parameter of unknown kind " + kind);
        }
    }

    private static XdrReader reader(String hex) {
        return new XdrReader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static void assertMalformed(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(MalformedXdrException.class)
                .isThrownBy(reading)
                .withMessage(message);
    }
}
