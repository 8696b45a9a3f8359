package dev.guestwire.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The library's log lines: none, or one line each for who asks for them. */
class LogLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private System.Logger logger(boolean areWanted) {
        return new LogLines.Lines(
                "dev.guestwire.rpc", new PrintStream(written, true, StandardCharsets.UTF_8), areWanted);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsPrintedUnlessSomebodyAsksForIt() {
        System.Logger silent = logger(false);
        for (Level level : Level.values()) {
            silent.log(level, "connecting again");
            silent.log(level, "{0} ended", "a connection");
            silent.log(level, "failed", new IOException("no"));
            assertThat(silent.isLoggable(level)).as(level.toString()).isFalse();
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void whoAsksGetsALineForEach() {
        System.Logger wanted = logger(true);
        wanted.log(Level.INFO, "connecting again");
        wanted.log(Level.DEBUG, "{0} connection ended: {1}", "quick", "the daemon closed it");
        wanted.log(Level.WARNING, "failed", new IOException("no"));
        wanted.log(Level.TRACE, "too much");
        assertThat(text()).isEqualTo("""
                INFO dev.guestwire.rpc: connecting again
                DEBUG dev.guestwire.rpc: quick connection ended: the daemon closed it
                WARNING dev.guestwire.rpc: failed: java.io.IOException: no
                """);
    }

    @Test
    void wordsOfOthersBeginNoLineAndCommandNoTerminal() {
        logger(true).log(Level.INFO, "guest {0}", "web\n  next: run this\u001b[2J\u009b31m");
        assertThat(text()).isEqualTo("INFO dev.guestwire.rpc: guest web   next: run this??\n");
    }

    @Test
    void theCommandHasIt() {
        assertThat(new LogLines().getLogger("x", LogLines.class.getModule())).isInstanceOf(LogLines.Lines.class);
    }
}
