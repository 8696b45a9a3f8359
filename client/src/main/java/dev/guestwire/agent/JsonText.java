package dev.guestwire.agent;

import dev.guestwire.error.MalformedDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes JSON, RFC 8259. What is malformed is told by its place, never by its text, which may be secret; of a name
 * that comes twice the last value is meant.
 */
final class JsonText {
    private static final int DEPTH = 100;
    private static final int HEX = 16;
    private static final int CODE_DIGITS = 4;
    private static final Pattern WORD =
            Pattern.compile("-?(?:0|[1-9]\\d*+)(?:\\.\\d++)?(?:[eE][+-]?\\d++)?|true|false|null");
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*+");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static Json parse(String text) {
        JsonText reading = new JsonText(text);
        Json value = reading.value(0);
        reading.skipSpace();
        if (reading.at < text.length()) {
            throw reading.malformed("the end");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > DEPTH) {
            throw malformed("at most " + DEPTH + " levels");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            default -> new Json.Word(word());
        };
    }

    private Json members(int depth) {
        Map<String, Json> values = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (!isNext('}')) {
            do {
                skipSpace();
                if (peek() != '"') {
                    throw malformed("a name");
                }
                String name = string();
                skipSpace();
                require(':');
                values.put(name, value(depth + 1));
                skipSpace();
            } while (isNext(','));
            require('}');
        }
        return new Json.Members(values);
    }

    private Json items(int depth) {
        List<Json> values = new ArrayList<>();
        at++;
        skipSpace();
        if (!isNext(']')) {
            do {
                values.add(value(depth + 1));
                skipSpace();
            } while (isNext(','));
            require(']');
        }
        return new Json.Items(values);
    }

    private String word() {
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw malformed("a value");
        }
        at = matcher.end();
        return matcher.group();
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (!isNext('"')) {
            char next = peek();
            if (next < ' ') {
                throw malformed("the end of a text");
            }
            at++;
            value.append(next == '\\' ? escaped() : next);
        }
        return value.toString();
    }

    private char escaped() {
        char kind = peek();
        int plain = ESCAPES.indexOf(kind);
        if (plain >= 0) {
            at++;
            return ESCAPED.charAt(plain);
        }
        int end = at + 1 + CODE_DIGITS;
        if (kind != 'u' || end > text.length()) {
            throw malformed("an escape");
        }
        int code = 0;
        for (at++; at < end; at++) {
            int digit = Character.digit(text.charAt(at), HEX);
            if (digit < 0 || text.charAt(at) > 'f') {
                throw malformed("four digits");
            }
            code = code * HEX + digit;
        }
        return (char) code;
    }

    private void skipSpace() {
        Matcher matcher = SPACE.matcher(text).region(at, text.length());
        at = matcher.lookingAt() ? matcher.end() : at;
    }

    /** {@return the next character; NUL, which no rule takes, at the end} */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean isNext(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void require(char wanted) {
        if (!isNext(wanted)) {
            throw malformed("'" + wanted + "'");
        }
    }

    private MalformedDataException malformed(String expected) {
        return new MalformedDataException(
                "Not JSON: expected " + expected + " at character " + at + " of " + text.length(), null);
    }

    static String write(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Word word -> out.append(word.value());
            case Json.Text words -> writeText(words.value(), out);
            case Json.Items items -> {
                char before = '[';
                for (Json item : items.values()) {
                    out.append(before);
                    write(item, out);
                    before = ',';
                }
                out.append(items.values().isEmpty() ? "[]" : "]");
            }
            case Json.Members members -> {
                char before = '{';
                for (Map.Entry<String, Json> member : members.values().entrySet()) {
                    out.append(before);
                    writeText(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    before = ',';
                }
                out.append(members.values().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void writeText(String words, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < words.length(); i++) {
            char letter = words.charAt(i);
            if (letter == '"' || letter == '\\') {
                out.append('\\').append(letter);
            } else if (letter < ' ') {
                out.append(String.format("\\u%04x", (int) letter));
            } else {
                out.append(letter);
            }
        }
        out.append('"');
    }
}
