package dev.guestwire.cli.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The whole terminal, whose lines are written over without a moment of emptiness. What was there comes back at the end. */
public final class Screen implements AutoCloseable {
    private static final int USUAL_HEIGHT = 24;
    private static final int USUAL_WIDTH = 80;

    private final Terminal terminal;
    private final Attributes before;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        // Ctrl-C stays a signal.
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
        terminal.setAttributes(raw);
        put(Capability.enter_ca_mode);
        put(Capability.cursor_invisible);
        put(Capability.clear_screen);
        terminal.flush();
    }

    /** {@return the terminal of standard input and output, if they have one} */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    public static Optional<Screen> open() {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .provider("ffm")
                    .dumb(true)
                    .graphemeCluster(false)
                    .nativeSignals(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_address) == null) {
                terminal.close();
                return Optional.empty();
            }
            return Optional.of(new Screen(terminal));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return how many lines it has} */
    public int height() {
        return terminal.getRows() > 0 ? terminal.getRows() : USUAL_HEIGHT;
    }

    /** Shows lines from the top, cut to the screen; nothing else is left on it. */
    public void show(List<String> lines) {
        int width = terminal.getColumns() > 0 ? terminal.getColumns() : USUAL_WIDTH;
        put(Capability.cursor_home);
        int count = Math.min(lines.size(), height());
        for (int i = 0; i < count; i++) {
            AttributedString line =
                    AttributedString.fromAnsi(Gate.styled(lines.get(i))).columnSubSequence(0, width);
            terminal.writer().print(line.toAnsi(terminal));
            if (line.columnLength() < width) {
                // After the last column this would take what stands there.
                put(Capability.clr_eol);
            }
            if (i < height() - 1) {
                terminal.writer().print("\r\n");
            }
        }
        if (count < height()) {
            put(Capability.clr_eos);
        }
        terminal.flush();
    }

    /** {@return the key that was typed within some time, or -1} */
    public int key(Duration patience) throws InterruptedException {
        try {
            int key = terminal.reader().read(patience.toMillis());
            return key == NonBlockingReader.READ_EXPIRED || key == NonBlockingReader.EOF ? -1 : key;
        } catch (InterruptedIOException interrupted) {
            throw new InterruptedException();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void put(Capability capability) {
        String sequence = Curses.tputs(terminal.getStringCapability(capability));
        if (sequence != null) {
            terminal.writer().print(sequence);
        }
    }

    @Override
    public void close() {
        put(Capability.cursor_normal);
        put(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            // The terminal is gone, and with it what could be put in order.
        }
    }
}
