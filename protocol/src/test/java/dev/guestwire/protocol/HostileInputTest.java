package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No bytes make a reader do anything but return a value or throw {@link MalformedXdrException}, in little memory. */
class HostileInputTest {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int[] WORDS = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x00ff_ffff, 16_384, 64, 8};

    static List<Class<?>> records() {
        return Samples.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyCutIsRefused(Class<?> type) {
        for (int variant = 2; variant < 4; variant++) {
            byte[] whole = Samples.bytes(Samples.value(type, variant));
            for (int length = 0; length < whole.length; length++) {
                XdrReader in = new XdrReader(whole, 0, length);
                assertThatExceptionOfType(MalformedXdrException.class).isThrownBy(() -> Samples.read(type, in));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void flippedBitsAreReadOrRefused(Class<?> type) {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = Samples.bytes(Samples.value(type, round % Samples.VARIANTS));
            for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            readOrRefuse(type, bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void hugeLengthsTakeNoMemory(Class<?> type) {
        byte[] whole = Samples.bytes(Samples.value(type, 3));
        for (int index = 0; index < whole.length; index += 4) {
            for (int word : WORDS) {
                byte[] bytes = whole.clone();
                XdrWriter out = new XdrWriter();
                out.int32(word);
                System.arraycopy(out.array(), 0, bytes, index, 4);

                assertThat(memoryTaken(type, bytes))
                        .as("bytes taken to read " + bytes.length)
                        .isLessThan(20L * bytes.length + 20_000);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aLongRowOfOneByteTakesLittleMemory(Class<?> type) {
        for (int filling : new int[] {0, 1, 0x7f, 0xff}) {
            byte[] bytes = new byte[1 << 17];
            Arrays.fill(bytes, (byte) filling);
            assertThat(memoryTaken(type, bytes)).isLessThan(20L * bytes.length + 20_000);
        }
    }

    /** Measures the second reading: the first one loads classes. */
    private static long memoryTaken(Class<?> type, byte[] bytes) {
        readOrRefuse(type, bytes);
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        readOrRefuse(type, bytes);
        return MEMORY.getCurrentThreadAllocatedBytes() - before;
    }

    private static void readOrRefuse(Class<?> type, byte[] bytes) {
        try {
            Samples.read(type, new XdrReader(bytes));
        } catch (MalformedXdrException refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,120}");
        }
    }
}
