package dev.guestwire.cli.console;

import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** A terminal whose last line turns while something is being done. */
final class LiveDisplay implements Display {
    private static final Duration TURN = Duration.ofMillis(100);
    private static final int USUAL_WIDTH = 80;

    /** Columns that are kept free: the terminal writes ^C there, and a line that breaks could not be erased. */
    private static final int ECHO = 5;

    private final Terminal terminal;
    private final String erase;
    private final @Nullable String up;
    private final Style style;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable String activity;
    private String detail = "";
    private long began;
    private int turn;
    private int drawn;

    private LiveDisplay(Terminal terminal, String erase) {
        this.terminal = terminal;
        this.erase = erase;
        this.up = Curses.tputs(terminal.getStringCapability(Capability.cursor_up));
        this.style = Style.of(terminal.encoding());
        Thread.ofPlatform().daemon().name("guestwire-spinner").start(this::spin);
    }

    /** {@return a display on the terminal of standard input and output, or empty when they have none that can turn} */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    static Optional<LiveDisplay> open() {
        if (System.console() == null) {
            return Optional.empty();
        }
        try {
            // The provider that neither starts programs nor loads a native library of its own; no questions to the
            // terminal, which may keep mum; and signals stay with Interruption.
            Terminal terminal = TerminalBuilder.builder()
                    .provider("ffm")
                    .dumb(true)
                    .graphemeCluster(false)
                    .nativeSignals(false)
                    .build();
            String erase = Curses.tputs(terminal.getStringCapability(Capability.clr_eol));
            if (erase == null) {
                terminal.close();
                return Optional.empty();
            }
            return Optional.of(new LiveDisplay(terminal, "\r" + erase));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Style style() {
        return style;
    }

    @Override
    public void line(String text) {
        lock.lock();
        try {
            clear();
            terminal.writer().println(Gate.styled(text));
            draw();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void begin(String what) {
        lock.lock();
        try {
            activity = Gate.styled(what).replace('\n', ' ');
            detail = "";
            began = System.nanoTime();
            draw();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void progress(String more) {
        lock.lock();
        try {
            detail = Gate.styled(more);
            draw();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(String line) {
        lock.lock();
        try {
            activity = null;
            line(line);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed.countDown();
            clear();
            terminal.flush();
            terminal.close();
        } catch (IOException e) {
            // The terminal is gone, and with it what could be put in order.
        } finally {
            lock.unlock();
        }
    }

    private void spin() {
        try {
            while (!closed.await(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                lock.lock();
                try {
                    turn++;
                    draw();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        if (activity != null && closed.getCount() > 0) {
            String mark = style.spinner().get(turn % style.spinner().size());
            String time = Display.time(Duration.ofNanos(System.nanoTime() - began));
            String text = "  " + mark + " " + activity + " " + time + "  " + detail;
            List<String> lines = up == null ? List.of(text.replace("\n", "  ")) : List.of(text.split("\n"));
            clear();
            for (String line : lines) {
                terminal.writer().print((drawn > 0 ? "\n" + erase : "") + cut(line));
                drawn++;
            }
        }
        terminal.flush();
    }

    private String cut(String line) {
        return AttributedString.fromAnsi(line)
                .columnSubSequence(0, Math.max(1, width() - ECHO))
                .toAnsi(terminal);
    }

    /** Empties the lines that were drawn; the cursor is at the beginning of the first one then. */
    private void clear() {
        for (; drawn > 1; drawn--) {
            terminal.writer().print(erase + up);
        }
        drawn = 0;
        terminal.writer().print(erase);
    }

    private int width() {
        try {
            return terminal.getColumns() > 0 ? terminal.getColumns() : USUAL_WIDTH;
        } catch (IOError | UncheckedIOException gone) {
            return USUAL_WIDTH;
        }
    }
}
