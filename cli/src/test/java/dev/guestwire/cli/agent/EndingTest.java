package dev.guestwire.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a program in a guest said, on its way out. */
class EndingTest {
    private static final String SAID = "a\tb\n\u001b]0;title\u0007\u001b[2Jend\u009b31m\u202e\n";
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aTerminalGetsNothingThatActsOnIt() throws IOException {
        Ending.write(SAID.getBytes(UTF_8), written, true);
        assertThat(written.toString(UTF_8)).isEqualTo("a\tb\n??end??\n");
    }

    @Test
    void aPipeGetsTheBytesAsTheyAre() throws IOException {
        byte[] bytes = {0, (byte) 0xff, 27, '[', '2', 'J', '\r', '\n'};
        Ending.write(bytes, written, false);
        assertThat(written.toByteArray()).isEqualTo(bytes);
    }
}
