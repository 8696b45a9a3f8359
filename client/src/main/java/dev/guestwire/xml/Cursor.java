package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place in a text, and the smallest things that XML is made of: names, quoted values, references. */
final class Cursor {
    /** Names that occur again and again, by hash. Threads race for the slots, which is harmless: they never change. */
    private static final Known[] KNOWN = new Known[4096];

    /** Longer names are not kept: what a document can leave behind is bounded by the slots and this length. */
    static final int LONGEST_KNOWN = 64;

    /** Leading zeros are legal, but nobody writes so many. */
    private static final int LONGEST_REFERENCE = 64;

    private final String text;
    private final char[] chars;
    private int at;
    private int nextLineEnd;
    private int line = 1;

    Cursor(String text) {
        this.text = text;
        this.chars = text.toCharArray();
        this.nextLineEnd = lineEndFrom(0);
    }

    /** {@return how many characters the names have that are kept} */
    static long charactersKept() {
        return Arrays.stream(KNOWN)
                .filter(Objects::nonNull)
                .mapToLong(known -> known.spelling.length)
                .sum();
    }

    /** A name with its characters beside it, which compare faster than those in the text. */
    private record Known(Name name, char[] spelling) {
        boolean standsAt(char[] chars, int start, int length) {
            if (spelling.length != length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (spelling[i] != chars[start + i]) {
                    return false;
                }
            }
            return true;
        }
    }

    boolean atEnd() {
        return at >= text.length();
    }

    boolean sees(char c) {
        return at < chars.length && chars[at] == c;
    }

    /** {@return the character behind the one here, 0 at the end} */
    char next() {
        return at + 1 < chars.length ? chars[at + 1] : 0;
    }

    boolean sees(String start) {
        return text.startsWith(start, at);
    }

    void skip(int characters) {
        at += characters;
    }

    /** {@return whether there was white space, which is then skipped} */
    boolean skipSpace() {
        int start = at;
        while (at < chars.length && Characters.isSpace(chars[at])) {
            at++;
        }
        return at > start;
    }

    void expect(char c) {
        if (!sees(c)) {
            throw broken("expected '" + c + "'");
        }
        at++;
    }

    /** {@return the index of this place in the text} */
    int at() {
        return at;
    }

    /** {@return the line of this place; asked for in the order of the text} */
    int line() {
        while (nextLineEnd < at) {
            line++;
            nextLineEnd = lineEndFrom(nextLineEnd + 1);
        }
        return line;
    }

    private int lineEndFrom(int start) {
        int found = text.indexOf('\n', start);
        return found < 0 ? Integer.MAX_VALUE : found;
    }

    /** Everything up to some end, which is skipped too. */
    String until(String end, String what) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw broken(what + " does not end");
        }
        String inside = text.substring(at, found);
        at = found + end.length();
        return inside;
    }

    /** {@return a name without a colon, as it is known from before if it is} */
    Name name() {
        int start = at;
        if (atEnd() || !(Characters.isAsciiNameStart(chars[at]) || Characters.isNameStart(text.codePointAt(at)))) {
            throw broken("expected a name");
        }
        while (at < chars.length && Characters.isAsciiNamePart(chars[at])) {
            at++;
        }
        if (at < chars.length && chars[at] >= 0x80) {
            at = Characters.endOfName(text, at);
        }
        int length = at - start;
        int slot =
                (chars[start] * 31 + chars[start + length / 2] * 7 + chars[at - 1] * 131 + length) & (KNOWN.length - 1);
        Known known = KNOWN[slot];
        if (known == null || !known.standsAt(chars, start, length)) {
            String local = text.substring(start, at);
            if (length > LONGEST_KNOWN) {
                return new Name("", "", local);
            }
            known = new Known(new Name("", "", local), local.toCharArray());
            KNOWN[slot] = known;
        }
        return known.name();
    }

    /** A value in quotes, with its white space made blanks and its references resolved. */
    String quoted() {
        if (!sees('"') && !sees('\'')) {
            throw broken("expected a value in quotes");
        }
        char quote = chars[at++];
        int i = at;
        while (i < chars.length && chars[i] != quote && Characters.isPlainInValue(chars[i])) {
            i++;
        }
        if (i < chars.length && chars[i] == quote) {
            String value = text.substring(at, i);
            at = i + 1;
            return value;
        }
        int end = text.indexOf(quote, at);
        if (end < 0) {
            throw broken("a value's quotes do not end");
        }
        String value = resolved(end);
        Characters.requireLegal(value);
        return value;
    }

    private String resolved(int end) {
        StringBuilder value = new StringBuilder();
        while (at < end) {
            char c = chars[at];
            if (c == '<') {
                throw broken("'<' cannot stand in a value");
            }
            if (c == '&') {
                reference(value);
            } else {
                value.append(Characters.isSpace(c) ? ' ' : c);
                at++;
            }
        }
        at++;
        return value.toString();
    }

    /** {@return whether nothing but white space stands before the next tag; it is then skipped} */
    boolean skipBlankText() {
        int i = at;
        while (i < chars.length && Characters.isSpace(chars[i])) {
            i++;
        }
        if (!endsText(i)) {
            return false;
        }
        at = i;
        return true;
    }

    /** {@return the text up to the next tag if all of it stands for itself, else null, and then nothing is skipped} */
    Node.@Nullable Text plainText() {
        int i = at;
        while (i < chars.length && Characters.isPlain(chars[i])) {
            i++;
        }
        if (!endsText(i)) {
            return null;
        }
        int start = at;
        at = i;
        return text(start, i);
    }

    private boolean endsText(int i) {
        return i + 1 < chars.length && chars[i] == '<' && chars[i + 1] != '!';
    }

    /** {@return what was skipped from one index to another, which has been checked} */
    Node.Text text(int start, int end) {
        return new Node.Text(text, start, end);
    }

    /** {@return whether an end tag without white space stands here, of the name that starts at an index; it is then skipped} */
    boolean skipEndTag(int name, int length) {
        int end = at + 2 + length;
        if (end >= chars.length || chars[end] != '>') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (chars[name + i] != chars[at + 2 + i]) {
                return false;
            }
        }
        at = end + 1;
        return true;
    }

    /** Characters up to the next markup. */
    void characters(StringBuilder out) {
        int end = text.indexOf('<', at);
        if (end < 0) {
            throw broken("the document ends within an element");
        }
        int fault = text.indexOf("]]>", at, end);
        if (fault >= 0) {
            at = fault;
            throw broken("']]>' cannot stand in text");
        }
        while (at < end) {
            int reference = text.indexOf('&', at, end);
            int stop = reference < 0 ? end : reference;
            out.append(text, at, stop);
            at = stop;
            if (at < end) {
                reference(out);
            }
        }
    }

    private void reference(StringBuilder out) {
        int end = text.indexOf(';', at, Math.min(text.length(), at + LONGEST_REFERENCE));
        if (end < 0) {
            throw broken("a reference does not end");
        }
        String name = text.substring(at + 1, end);
        if (name.startsWith("#")) {
            out.appendCodePoint(codePoint(name.substring(1)));
        } else {
            out.append(
                    switch (name) {
                        case "lt" -> '<';
                        case "gt" -> '>';
                        case "amp" -> '&';
                        case "apos" -> '\'';
                        case "quot" -> '"';
                        default -> throw broken("an entity is not declared; the character & is written &amp;");
                    });
        }
        at = end + 1;
    }

    private int codePoint(String number) {
        boolean hex = number.startsWith("x");
        long code = 0;
        for (int i = hex ? 1 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, hex ? 16 : 10) : -1;
            if (digit < 0) {
                throw broken("a reference has not a character's number");
            }
            code = code * (hex ? 16 : 10) + digit;
        }
        boolean legal = code <= Character.MAX_CODE_POINT
                && number.length() > (hex ? 1 : 0)
                && Characters.firstIllegal(Character.toString((int) code)) < 0;
        if (!legal) {
            throw broken("a reference has the number of no character");
        }
        return (int) code;
    }

    MalformedDataException broken(String what) {
        return brokenAt(text, Math.min(at, text.length()), what);
    }

    static MalformedDataException brokenAt(String text, int at, String what) {
        int line = 1;
        int start = 0;
        for (int next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', start)) {
            line++;
            start = next + 1;
        }
        return new MalformedDataException("Line " + line + ", column " + (at - start + 1) + ": " + what, null);
    }
}
