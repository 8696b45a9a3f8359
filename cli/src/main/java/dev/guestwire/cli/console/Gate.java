package dev.guestwire.cli.console;

import dev.guestwire.error.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where all text goes that a command prints. Names and words of guests, agents, daemons and documents are in it: what would act
 * on the terminal is taken out here, but for the styles of this command's own.
 */
public final class Gate extends PrintWriter {
    private static final String STYLE_BEGINS = "\033[";

    private Gate(Writer to) {
        super(to, true);
    }

    /** {@return the gate before a writer; itself if it is one} */
    public static Gate before(PrintWriter to) {
        return to instanceof Gate gate ? gate : new Gate(new Cleaning(to));
    }

    /** Prints one line, whatever breaks are in the text. */
    public void line(String text) {
        println(PlainText.line(text));
    }

    /** {@return a text of lines as it may be shown; styles, such as bold and colours, stay} */
    public static String styled(String text) {
        int style = text.indexOf(STYLE_BEGINS);
        if (style < 0) {
            return PlainText.lines(text);
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (; style >= 0; style = text.indexOf(STYLE_BEGINS, from)) {
            int end = endOfStyle(text, style);
            out.append(PlainText.lines(text.substring(from, style)));
            if (end > 0) {
                out.append(text, style, end);
                from = end;
            } else {
                int next = text.indexOf(STYLE_BEGINS, style + 1);
                from = next < 0 ? text.length() : next;
                out.append(PlainText.lines(text.substring(style, from)));
            }
        }
        return out.append(PlainText.lines(text.substring(from))).toString();
    }

    /** {@return the end of a style that begins here, or 0 if it is something else} */
    private static int endOfStyle(String text, int from) {
        int at = from + STYLE_BEGINS.length();
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == ';')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == 'm' ? at + 1 : 0;
    }

    private static final class Cleaning extends Writer {
        private final PrintWriter to;

        Cleaning(PrintWriter to) {
            this.to = to;
        }

        @Override
        public void write(char[] text, int from, int count) throws IOException {
            write(new String(text, from, count));
        }

        @Override
        public void write(String text, int from, int count) throws IOException {
            to.write(styled(text.substring(from, from + count)));
        }

        @Override
        public void flush() throws IOException {
            if (to.checkError()) {
                throw new Unwritten();
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
