package dev.guestwire.cli.console;

import java.io.PrintStream;

/** Plain lines, for pipes and files. */
final class PlainDisplay implements Display {
    private final PrintStream out;
    private final Style style;
    private String last = "";

    PlainDisplay(PrintStream out) {
        this.out = out;
        this.style = Style.of(out.charset());
    }

    @Override
    public Style style() {
        return style;
    }

    @Override
    public void line(String text) {
        out.println(Gate.styled(text));
    }

    @Override
    public void begin(String activity) {}

    @Override
    public void progress(String detail) {
        if (!detail.equals(last)) {
            last = detail;
            line("      " + detail);
        }
    }

    @Override
    public void end(String line) {
        line(line);
    }

    @Override
    public void close() {}
}
