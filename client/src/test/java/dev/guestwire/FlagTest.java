package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** libvirt's numbers, from its headers. */
class FlagTest {
    private static void assertBits(Flag[] flags, List<Integer> numbers) {
        assertThat(Arrays.stream(flags).map(Flag::bit)).containsExactlyElementsOf(numbers);
    }

    @Test
    void numbersAreLibvirts() {
        assertBits(Flag.Start.values(), List.of(1, 2, 4, 8, 16, 32));
        assertThat(Flag.Start.RESET_NVRAM.bit()).isEqualTo(32);
        assertBits(Flag.Define.values(), List.of(1));
        assertBits(Flag.Undefine.values(), List.of(1, 2, 4, 8, 16, 32, 64));
        assertThat(Flag.Undefine.KEEP_NVRAM.bit()).isEqualTo(8);
        assertThat(Flag.Undefine.KEEP_TPM.bit()).isEqualTo(64);
        assertBits(Flag.Destroy.values(), List.of(1, 2));
        assertBits(Flag.Shutdown.values(), List.of(1, 2, 4, 8, 16));
        assertThat(Flag.Shutdown.PARAVIRT.bit()).isEqualTo(16);
        assertBits(Flag.Xml.values(), List.of(1, 2, 4, 8));
        assertThat(Flag.Xml.MIGRATABLE.bit()).isEqualTo(8);
        assertThat(Flag.Filter.SHUT_OFF.bit()).isEqualTo(64);
        assertThat(Flag.Filter.MANAGED_SAVE.bit()).isEqualTo(256);
        assertThat(Flag.Filter.AUTOSTART.bit()).isEqualTo(1024);
        assertThat(Flag.Filter.HAS_SNAPSHOT.bit()).isEqualTo(4096);
        assertThat(Flag.Filter.NO_CHECKPOINT.bit()).isEqualTo(32768);
    }

    @Test
    void aWordHasTheBitsOfItsFlags() {
        assertThat(Flag.word()).isZero();
        assertThat(Flag.word(Flag.Start.PAUSED, Flag.Start.PAUSED, Flag.Start.FORCE_BOOT))
                .isEqualTo(9);
    }
}
