package dev.guestwire.xml;

import java.math.BigInteger;

/** Whole numbers as C's strtoll reads them with base 0. */
final class Numbers {
    private Numbers() {}

    /**
     * @throws NumberFormatException if it is not a number
     * @throws ArithmeticException if it does not fit
     */
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
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
                throw new NumberFormatException(text);
            }
        }
        if (digits.isEmpty()) {
            throw new NumberFormatException(text);
        }
        if (digits.length() > 64) {
            throw new ArithmeticException(text);
        }
        BigInteger magnitude = new BigInteger(digits, radix);
        return (negative ? magnitude.negate() : magnitude).longValueExact();
    }
}
