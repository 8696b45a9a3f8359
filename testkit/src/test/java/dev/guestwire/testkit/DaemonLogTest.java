package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a daemon's log, as it is printed after a test has failed. */
class DaemonLogTest {
    @Test
    void whatActsOnATerminalIsNotShown(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.writeBytes("error: \u001b[2Jevil\u202e \u00e4\tno\r\nlast ".getBytes(StandardCharsets.UTF_8));
        log.write(0xff);
        Path file = Files.write(folder.resolve("log"), log.toByteArray());
        assertThat(PrivateDaemon.lastLines(file)).isEqualTo("error: ?[2Jevil? \u00e4\tno?\nlast \ufffd\n");
    }

    @Test
    void aLogThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThat(PrivateDaemon.lastLines(folder.resolve("none"))).contains("none cannot be read");
    }
}
