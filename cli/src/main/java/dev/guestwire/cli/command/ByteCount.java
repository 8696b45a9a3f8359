package dev.guestwire.cli.command;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads bytes such as {@code 20G}, {@code 1.5GiB}, {@code 500MB}, {@code 4096}. */
public final class ByteCount implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGTP]?)(I?B)?");
    private static final Map<String, Integer> POWERS = Map.of("", 0, "K", 1, "M", 2, "G", 3, "T", 4, "P", 5);
    private static final int BINARY = 1024;
    private static final int DECIMAL = 1000;

    /** Creates a reader. */
    public ByteCount() {}

    @Override
    public Long convert(String word) {
        Matcher matcher = FORM.matcher(word.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + word + "' is no number of bytes, such as 20G, 500MiB or 4096");
        }
        int step = "B".equals(matcher.group(3)) ? DECIMAL : BINARY;
        BigDecimal factor = BigDecimal.valueOf(step).pow(POWERS.getOrDefault(matcher.group(2), 0));
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(factor)
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw new TypeConversionException("'" + word + "' is too much");
        }
    }
}
