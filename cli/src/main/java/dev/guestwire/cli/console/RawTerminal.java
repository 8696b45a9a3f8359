package dev.guestwire.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A terminal that hands over every key as it is typed, Ctrl-C among them, and shows bytes as they come. Closing it makes it
 * what it was; so does the end of the process.
 */
public final class RawTerminal implements AutoCloseable {
    private final Terminal terminal;
    private final Attributes before;
    private final InputStream keys;

    private RawTerminal(Terminal terminal, InputStream keys) {
        this.terminal = terminal;
        this.keys = keys;
        this.before = terminal.getAttributes();
        Attributes raw = new Attributes(before);
        raw.setInputFlags(
                EnumSet.of(
                        InputFlag.IGNBRK,
                        InputFlag.BRKINT,
                        InputFlag.PARMRK,
                        InputFlag.ISTRIP,
                        InputFlag.INLCR,
                        InputFlag.IGNCR,
                        InputFlag.ICRNL,
                        InputFlag.IXON),
                false);
        raw.setLocalFlags(
                EnumSet.of(LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON, LocalFlag.ISIG, LocalFlag.IEXTEN),
                false);
        raw.setOutputFlag(OutputFlag.OPOST, false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
    }

    /** {@return the terminal of standard input and output, if they have one} */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    public static Optional<RawTerminal> open() throws IOException {
        if (System.console() == null) {
            return Optional.empty();
        }
        Terminal terminal = TerminalBuilder.builder()
                .provider("ffm")
                .dumb(true)
                .graphemeCluster(false)
                .nativeSignals(false)
                .build();
        return Optional.of(new RawTerminal(terminal, new FileInputStream(FileDescriptor.in)));
    }

    /** {@return what is typed, byte by byte as the terminal sends it} */
    public InputStream keys() {
        return keys;
    }

    @Override
    public void close() {
        try {
            terminal.setAttributes(before);
            terminal.close();
        } catch (IOException | IOError | UncheckedIOException e) {
            // The terminal is gone, and with it what could be put in order.
        }
    }
}
