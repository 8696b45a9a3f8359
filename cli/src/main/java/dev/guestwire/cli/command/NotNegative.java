package dev.guestwire.cli.command;

import java.math.BigDecimal;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of the command line: none is below zero, and what is none is said in plain words. */
public final class NotNegative {
    private NotNegative() {}

    /** Has a command and its verbs read numbers so. */
    public static void register(CommandLine command) {
        Int ints = new Int();
        Whole longs = new Whole();
        Decimal doubles = new Decimal();
        command.registerConverter(Integer.class, ints);
        command.registerConverter(int.class, ints);
        command.registerConverter(Long.class, longs);
        command.registerConverter(long.class, longs);
        command.registerConverter(Double.class, doubles);
        command.registerConverter(double.class, doubles);
    }

    private static BigDecimal number(String word, long most) {
        BigDecimal number;
        try {
            number = new BigDecimal(word.strip());
        } catch (NumberFormatException none) {
            throw new TypeConversionException("'" + word + "' is not a number");
        }
        if (number.signum() < 0) {
            throw new TypeConversionException("'" + word + "' is below zero");
        }
        if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new TypeConversionException("'" + word + "' is too much; " + most + " is the most");
        }
        return number;
    }

    private static long whole(String word, long most) {
        try {
            return number(word, most).longValueExact();
        } catch (ArithmeticException fraction) {
            throw new TypeConversionException("'" + word + "' is not a whole number");
        }
    }

    private static String positive(String word) {
        if (number(word, Long.MAX_VALUE).signum() == 0) {
            throw new TypeConversionException("'" + word + "' is too little; it must be more than zero");
        }
        return word;
    }

    private static final class Int implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String word) {
            return (int) whole(word, Integer.MAX_VALUE);
        }
    }

    private static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String word) {
            return whole(word, Long.MAX_VALUE);
        }
    }

    private static final class Decimal implements ITypeConverter<Double> {
        @Override
        public Double convert(String word) {
            return number(word, Long.MAX_VALUE).doubleValue();
        }
    }

    /** A number of times, or of whole seconds: at least one. */
    public static final class Count implements ITypeConverter<Integer> {
        /** Creates a reader. */
        public Count() {}

        @Override
        public Integer convert(String word) {
            return (int) whole(positive(word), Integer.MAX_VALUE);
        }
    }

    /** Seconds, more than none. */
    public static final class Seconds implements ITypeConverter<Double> {
        /** Creates a reader. */
        public Seconds() {}

        @Override
        public Double convert(String word) {
            return number(positive(word), Integer.MAX_VALUE).doubleValue();
        }
    }
}
