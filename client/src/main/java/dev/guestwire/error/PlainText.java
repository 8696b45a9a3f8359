package dev.guestwire.error;

/**
 * Text of others, such as a guest's name or an error of its agent, for people to read. Whoever chose it may have put characters
 * in it that a terminal obeys, that begin a new line of a log, or that turn the order of the letters around. This takes them out.
 *
 * <p>The messages of this library's exceptions and its log lines are plain already. What a document, a guest or an agent says is
 * handed out as it came: programs may need it as it is.
 */
public final class PlainText {
    private static final char ESCAPE = 0x1b;
    private static final char BELL = 7;
    private static final char DELETE = 0x7f;
    private static final char LAST_C1 = 0x9f;
    private static final char STRING_TERMINATOR = 0x9c;
    private static final char CONTROL_SEQUENCE = 0x9b;

    /** From here to the tilde a control sequence ends. */
    private static final char FIRST_FINAL = '@';

    /** The characters that follow an escape before a text for the terminal; as one C1 character each is 64 further on. */
    private static final String TEXT_FOLLOWS = "PX]^_";

    private static final int C1_FROM_ESCAPED = 64;

    private PlainText() {}

    /**
     * {@return a text in one line} Line breaks and tabs become spaces. A terminal's command, or another character that cannot be
     * seen and acts, becomes a question mark.
     */
    public static String line(String text) {
        return cleaned(text, false);
    }

    /** {@return a text of several lines} Line feeds and tabs stay, other line breaks become line feeds; else as {@link #line}. */
    public static String lines(String text) {
        return cleaned(text, true);
    }

    /**
     * {@return whether a character acts on a terminal, a log or the order of letters instead of being shown} These are the
     * control characters C0, DEL and C1 (U+0000 to U+001F, U+007F to U+009F), the line and paragraph separators, and the marks
     * of the writing direction.
     */
    public static boolean acts(char c) {
        return c < ' ' || (c >= DELETE && c <= LAST_C1) || isUnseen(c);
    }

    private static boolean isUnseen(char c) {
        return c >= '\u061c'
                && (c == '\u061c'
                        || c == '\u200e'
                        || c == '\u200f'
                        || (c >= '\u2028' && c <= '\u202e')
                        || (c >= '\u2066' && c <= '\u2069')
                        || (c >= '\ufff9' && c <= '\ufffb'));
    }

    private static String cleaned(String text, boolean several) {
        int at = 0;
        while (at < text.length() && !isTaken(text.charAt(at), several)) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, at);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!isTaken(c, several)) {
                out.append(c);
                at++;
            } else if (isSpace(c)) {
                out.append(several ? '\n' : ' ');
                at += c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
            } else {
                out.append('?');
                at = end(text, at);
            }
        }
        return out.toString();
    }

    private static boolean isTaken(char c, boolean several) {
        return acts(c) && !(several && (c == '\n' || c == '\t'));
    }

    private static boolean isSpace(char c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\u2028' || c == '\u2029' || c == '\u0085';
    }

    /** {@return where the text goes on after a character that acts, and the command that it begins} */
    private static int end(String text, int at) {
        char c = text.charAt(at);
        if (c == ESCAPE && at + 1 < text.length()) {
            char kind = text.charAt(at + 1);
            return kind < ' ' || kind >= DELETE ? at + 1 : endOf(kind, text, at + 2);
        }
        return c > DELETE && c <= LAST_C1 ? endOf((char) (c - C1_FROM_ESCAPED), text, at + 1) : at + 1;
    }

    private static int endOf(char kind, String text, int from) {
        if (kind == CONTROL_SEQUENCE - C1_FROM_ESCAPED) {
            int at = from;
            while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < FIRST_FINAL) {
                at++;
            }
            return at < text.length() && text.charAt(at) >= FIRST_FINAL && text.charAt(at) < DELETE ? at + 1 : at;
        }
        return TEXT_FOLLOWS.indexOf(kind) < 0 ? from : endOfText(text, from);
    }

    /** A text without an end is none: what follows is shown. */
    private static int endOfText(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == BELL || c == STRING_TERMINATOR) {
                return at + 1;
            }
            if (c == ESCAPE) {
                return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : at;
            }
        }
        return from;
    }
}
