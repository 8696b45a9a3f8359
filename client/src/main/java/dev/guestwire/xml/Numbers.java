package dev.guestwire.xml;

/** Whole numbers as C's strtoll reads them with base 0. */
final class Numbers {
    private Numbers() {}

    /** @throws NumberFormatException if it is not a number, or does not fit */
    static long decode(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        int radix = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            digits = digits.substring(2);
            radix = 16;
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            digits = digits.substring(1);
            radix = 8;
        }
        if (digits.isEmpty() || Character.digit(digits.charAt(0), radix) < 0) {
            throw new NumberFormatException(text);
        }
        long magnitude = Long.parseLong(digits, radix);
        return negative ? -magnitude : magnitude;
    }
}
