package dev.guestwire.cli.seat;

import dev.guestwire.ByteStream;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.RawTerminal;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.cli.output.Bytes;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.LibvirtException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The line between who sits here and a guest: what is typed goes there, what it says is shown. */
final class Line {
    private static final int PIECE = 1 << 16;

    private final ConsoleVerb verb;
    private final Guest guest;
    private final byte escape;
    private volatile boolean left;
    private volatile long heard = System.nanoTime();

    Line(ConsoleVerb verb, Guest guest, byte escape) {
        this.verb = verb;
        this.guest = guest;
        this.escape = escape;
    }

    /**
     * Connects both until somebody ends it, and {@return the exit code}
     *
     * @param silence how long the guest must be silent after the end of a pipe
     */
    int connect(ByteStream<?> stream, Duration silence) throws IOException {
        Optional<Signal> signal;
        try (Interruption interruption = Interruption.watch(ended -> {})) {
            try {
                withTerminal(stream, silence);
            } catch (CallInterruptedException interrupted) {
                // a signal did that, and its number is told below
            }
            interruption.beginCleanup();
            signal = interruption.signal();
        }
        if (signal.isPresent()) {
            return ExitCode.of(signal.get());
        }
        return ExitCode.OK;
    }

    private void withTerminal(ByteStream<?> stream, Duration silence) throws IOException {
        Optional<RawTerminal> terminal = Optional.empty();
        try {
            terminal = RawTerminal.open();
            if (terminal.isPresent()) {
                verb.tell("Connected to the " + verb.label() + " of guest " + guest.name() + ". " + verb.leaving()
                        + " leaves it.\r");
                InputStream keys = terminal.get().keys();
                start("guestwire-keys", () -> type(keys, stream));
            } else {
                start("guestwire-input", () -> pass(stream, silence));
            }
            show(stream);
        } finally {
            terminal.ifPresent(RawTerminal::close);
        }
        if (terminal.isPresent()) {
            verb.tell(left ? "\nLeft guest " + guest.name() + "." : "\nGuest " + guest.name() + " closed it.");
        }
    }

    private static void start(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    /** Shows what the guest says until one side ends it. */
    private void show(ByteStream<?> stream) throws IOException {
        Bytes out = Bytes.out();
        byte[] piece = new byte[PIECE];
        try {
            for (int count = stream.read(piece, 0, PIECE); count >= 0; count = stream.read(piece, 0, PIECE)) {
                heard = System.nanoTime();
                out.write(piece, 0, count);
            }
        } catch (CallFailedException taken) {
            throw new CommandFailure(
                    ExitCode.BUSY,
                    "the " + verb.label() + " of guest " + guest.name() + " was taken away: " + taken.getMessage(),
                    "--force takes it back");
        } catch (ConnectionLostException lost) {
            if (!left) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the connection to the " + verb.label() + " of guest " + guest.name() + " was lost: "
                                + lost.getMessage(),
                        "the guest runs on; open it again");
            }
        }
    }

    /** Keys are read while older ones still wait for a guest that takes none, so that one can always leave. */
    private void type(InputStream keys, ByteStream<?> stream) {
        BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
        start("guestwire-typing", () -> send(typed, stream));
        byte[] piece = new byte[PIECE];
        try {
            for (int count = keys.read(piece); count >= 0; count = keys.read(piece)) {
                int end = indexOfEscape(piece, count);
                typed.add(Arrays.copyOf(piece, end));
                if (end < count) {
                    break;
                }
            }
        } catch (IOException gone) {
            // the terminal is gone, as at its end
        }
        leave(stream);
    }

    private int indexOfEscape(byte[] piece, int count) {
        for (int i = 0; i < count; i++) {
            if (piece[i] == escape) {
                return i;
            }
        }
        return count;
    }

    private static void send(BlockingQueue<byte[]> typed, ByteStream<?> stream) {
        try {
            while (true) {
                byte[] piece = typed.take();
                stream.write(piece, 0, piece.length);
            }
        } catch (InterruptedException | LibvirtException ended) {
            // the reading side tells why
        }
    }

    /** Passes standard input on, and leaves when the guest has said all it has to say to it. */
    private void pass(ByteStream<?> stream, Duration silence) {
        byte[] piece = new byte[PIECE];
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                stream.write(piece, 0, count);
            }
            long end = System.nanoTime();
            for (long rest = silence.toNanos(); rest > 0; ) {
                TimeUnit.NANOSECONDS.sleep(rest);
                rest = silence.toNanos() - (System.nanoTime() - Math.max(end, heard));
            }
            leave(stream);
        } catch (InterruptedException | LibvirtException ended) {
            // the reading side tells why
        } catch (IOException unreadable) {
            verb.tell("cannot read standard input: " + unreadable.getMessage());
            leave(stream);
        }
    }

    private void leave(ByteStream<?> stream) {
        left = true;
        stream.close();
    }
}
