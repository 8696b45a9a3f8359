package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorNumbersTest {
    @Test
    void everyNumberOfLibvirt900HasAName() {
        for (int number = 0; number <= 113; number++) {
            assertThat(new ErrorCode(number).name()).as("code " + number).isNotNull();
        }
        for (int number = 0; number <= 72; number++) {
            assertThat(new ErrorDomain(number).name()).as("domain " + number).isNotNull();
        }
        for (int number = 0; number <= 2; number++) {
            assertThat(new ErrorLevel(number).name()).as("level " + number).isNotNull();
        }
    }

    @Test
    void namesAreLibvirtsWithoutThePrefix() {
        assertThat(ErrorCode.NO_DOMAIN).isEqualTo(new ErrorCode(42)).hasToString("NO_DOMAIN");
        assertThat(ErrorCode.AGENT_UNRESPONSIVE.number()).isEqualTo(86);
        assertThat(ErrorDomain.QEMU).isEqualTo(new ErrorDomain(10)).hasToString("QEMU");
        assertThat(ErrorLevel.ERROR).isEqualTo(new ErrorLevel(2)).hasToString("ERROR");
    }

    @Test
    void unknownNumbersKeepTheirNumber() {
        for (int number : new int[] {114, 4711, -1, Integer.MIN_VALUE}) {
            assertThat(new ErrorCode(number).number()).isEqualTo(number);
            assertThat(new ErrorCode(number).name()).isNull();
            assertThat(new ErrorCode(number)).hasToString("code " + number);
        }
        assertThat(new ErrorDomain(73)).hasToString("domain 73");
        assertThat(new ErrorLevel(3)).hasToString("level 3");
    }

    @Test
    void anErrorKeepsAllItsFields() {
        RemoteError error = RemoteError.of(new ErrorCode(4711), ErrorDomain.QEMU, "no such thing");
        assertThat(RemoteError.read(new XdrReader(Samples.bytes(error)))).isEqualTo(error);
        assertThat(error.toString()).contains("code 4711", "QEMU", "no such thing", "ERROR");
    }
}
