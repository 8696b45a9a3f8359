package dev.guestwire.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class BandwidthTest {
    @ParameterizedTest
    @CsvSource({"50, 52428800", "0, 0", "1.5, 1572864", "512K, 524288", "1GB, 1000000000", "4096B, 4096"})
    void aPlainNumberIsOfMebibytes(String word, long bytes) {
        assertThat(new Bandwidth().convert(word)).isEqualTo(bytes);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new Bandwidth().convert("fast"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("fast");
    }
}
