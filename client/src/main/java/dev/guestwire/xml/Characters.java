package dev.guestwire.xml;

/** Which characters XML 1.0 allows (sections 2.2, 2.3 and Namespaces 1.0). */
final class Characters {
    private static final boolean[] ASCII_NAME_PART = new boolean[128];
    private static final boolean[] ASCII_NAME_START = new boolean[128];
    private static final boolean[] ASCII_PLAIN = new boolean[128];

    static {
        for (char c = 0; c < ASCII_NAME_PART.length; c++) {
            ASCII_NAME_PART[c] = isNamePart(c);
            ASCII_NAME_START[c] = isNameStart(c);
            ASCII_PLAIN[c] = c >= ' ' ? c != '&' && c != '<' && c != ']' : isSpace(c);
        }
    }

    private Characters() {}

    static void requireLegal(String text) {
        int bad = firstIllegal(text);
        if (bad >= 0) {
            throw new IllegalArgumentException(String.format(
                    "Character U+%04X at position %d cannot stand in an XML document", text.codePointAt(bad), bad));
        }
    }

    /** {@return the index of the first character that XML forbids, or -1} */
    static int firstIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < Character.MIN_SURROGATE) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || c >= '\uFFFE' || (c < ' ' && !isSpace(c))) {
                return i;
            }
        }
        return -1;
    }

    static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("Not an XML name: '" + name + "'");
        }
    }

    /** {@return whether this can be the local part or the prefix of a name} */
    static boolean isName(String name) {
        int end = name.isEmpty() || !isNameStart(name.codePointAt(0)) ? 0 : endOfName(name, 0);
        return end > 0 && end == name.length();
    }

    /** {@return where the characters end that can stand in a name} */
    static int endOfName(String text, int start) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < ASCII_NAME_PART.length ? !ASCII_NAME_PART[c] : !isNamePart(text.codePointAt(at))) {
                break;
            }
            at += Character.isHighSurrogate(c) ? 2 : 1;
        }
        return at;
    }

    static boolean isAsciiNamePart(char c) {
        return c < ASCII_NAME_PART.length && ASCII_NAME_PART[c];
    }

    static boolean isAsciiNameStart(char c) {
        return c < ASCII_NAME_START.length && ASCII_NAME_START[c];
    }

    /** {@return whether this stands for itself in text: no markup, no reference, no half of a wide character} */
    static boolean isPlain(char c) {
        return c < ASCII_PLAIN.length ? ASCII_PLAIN[c] : c < Character.MIN_SURROGATE;
    }

    /** {@return whether this stands for itself in an attribute's value, where white space is made blanks} */
    static boolean isPlainInValue(char c) {
        return c >= ' ' && isPlain(c);
    }

    static boolean isNameStart(int c) {
        return between(c, 'a', 'z') || between(c, 'A', 'Z') || c == '_' || (c >= 0xC0 && isWideNameStart(c));
    }

    private static boolean isWideNameStart(int c) {
        return (c <= 0x2FF && c != 0xD7 && c != 0xF7)
                || (between(c, 0x370, 0x1FFF) && c != 0x37E)
                || between(c, 0x200C, 0x200D)
                || between(c, 0x2070, 0x218F)
                || between(c, 0x2C00, 0x2FEF)
                || between(c, 0x3001, 0xD7FF)
                || between(c, 0xF900, 0xFDCF)
                || between(c, 0xFDF0, 0xFFFD)
                || between(c, 0x10000, 0xEFFFF);
    }

    static boolean isNamePart(int c) {
        return isNameStart(c)
                || between(c, '0', '9')
                || c == '-'
                || c == '.'
                || c == 0xB7
                || between(c, 0x300, 0x36F)
                || between(c, 0x203F, 0x2040);
    }

    private static boolean between(int c, int low, int high) {
        return low <= c && c <= high;
    }

    /** {@return whether all characters are XML's white space, of which there are four} */
    static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /** {@return the text without XML white space at its ends} */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
