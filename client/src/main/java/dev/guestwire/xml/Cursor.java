package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;

/** A place in a text, and the smallest things that XML is made of: names, quoted values, references. */
final class Cursor {
    /** Names that occur again and again, by hash. Threads race for the slots, which is harmless: names are immutable. */
    private static final Name[] KNOWN = new Name[4096];

    /** Leading zeros are legal, but nobody writes so many. */
    private static final int LONGEST_REFERENCE = 64;

    private final String text;
    private final char[] chars;
    private int at;
    private int countedTo;
    private int line = 1;

    Cursor(String text) {
        this.text = text;
        this.chars = text.toCharArray();
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

    /** {@return the line of this place; asked for in the order of the text} */
    int line() {
        for (int next = text.indexOf('\n', countedTo, at); next >= 0; next = text.indexOf('\n', next + 1, at)) {
            line++;
        }
        countedTo = at;
        return line;
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
        if (atEnd() || !Characters.isNameStart(text.codePointAt(at))) {
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
        Name known = KNOWN[slot];
        if (known == null || known.local().length() != length || !text.startsWith(known.local(), start)) {
            known = new Name("", "", text.substring(start, at));
            KNOWN[slot] = known;
        }
        return known;
    }

    /** A value in quotes, with its white space made blanks and its references resolved. */
    String quoted() {
        if (!sees('"') && !sees('\'')) {
            throw broken("expected a value in quotes");
        }
        char quote = chars[at++];
        int end = text.indexOf(quote, at);
        if (end < 0) {
            throw broken("a value's quotes do not end");
        }
        for (int i = at; i < end; i++) {
            char c = chars[i];
            if (c == '&' || c == '<' || c == '\n' || c == '\t') {
                return resolved(end);
            }
        }
        String value = text.substring(at, end);
        at = end + 1;
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
                        default -> throw broken("entity " + name + " is not declared");
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
                throw broken("not a character's number: " + number);
            }
            code = code * (hex ? 16 : 10) + digit;
        }
        boolean legal = code <= Character.MAX_CODE_POINT
                && number.length() > (hex ? 1 : 0)
                && Characters.firstIllegal(Character.toString((int) code)) < 0;
        if (!legal) {
            throw broken("no such character: " + number);
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
