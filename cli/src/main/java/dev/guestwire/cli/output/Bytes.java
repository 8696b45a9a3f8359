package dev.guestwire.cli.output;

import dev.guestwire.cli.console.Unwritten;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Bytes on standard output or standard error, as they are. Who has stopped reading them is noticed. */
public final class Bytes extends OutputStream {
    private final PrintStream to;

    private Bytes(PrintStream to) {
        this.to = to;
    }

    /** {@return standard output} */
    public static Bytes out() {
        return new Bytes(System.out);
    }

    /** {@return standard error} */
    public static Bytes error() {
        return new Bytes(System.err);
    }

    @Override
    public void write(int one) throws IOException {
        to.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        to.write(bytes, offset, length);
        flush();
    }

    @Override
    public void flush() throws IOException {
        if (to.checkError()) {
            throw new Unwritten();
        }
    }

    /** Leaves it open. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
