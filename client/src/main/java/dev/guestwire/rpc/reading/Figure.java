package dev.guestwire.rpc.reading;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.Call;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number in an answer, with the call and the field that it came in. A number that cannot be what its field is for is a
 * {@link MalformedDataException}, which names all three; decision 0013.
 *
 * @param call the class of the call
 * @param field the field's name in libvirt's protocol
 * @param number the number; an unsigned one above 2<sup>63</sup>-1 is negative here, and refused like a negative one
 */
public record Figure(Class<?> call, String field, long number) {
    /** {@return a number in the answer to a call} */
    public static Figure of(Call<?> call, String field, long number) {
        return new Figure(call.getClass(), field, number);
    }

    /** {@return a number that the daemon sent as an unsigned one of 32 bits} */
    public static Figure unsigned(Class<?> call, String field, int number) {
        return new Figure(call, field, Integer.toUnsignedLong(number));
    }

    /** {@return the number, which is not negative} */
    public long amount() {
        return within(0, Long.MAX_VALUE);
    }

    /** {@return the number, which is from 0 to a bound} */
    public int count(int most) {
        return (int) within(0, most);
    }

    /** {@return the number, which is within two bounds} */
    public long within(long least, long most) {
        if (number < least || number > most) {
            throw refused("not a number from " + least + " to " + most, null);
        }
        return number;
    }

    /** {@return the length of time, which is not negative} */
    public Duration duration(ChronoUnit unit) {
        return Duration.of(amount(), unit);
    }

    /** {@return the moment so many seconds after the beginning of 1970, and some nanoseconds} */
    public Instant moment(long nanos) {
        try {
            return Instant.ofEpochSecond(number, nanos);
        } catch (DateTimeException | ArithmeticException none) {
            throw refused("not a time in seconds since 1970", none);
        }
    }

    /** {@return what a text in the answer to a call stands for; the reading refuses it by an IllegalArgumentException} */
    public static <T> T read(Class<?> call, String field, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException odd) {
            throw malformed(call, field, "'" + text + "'", "not what it should be", odd);
        }
    }

    /** {@return the complaint about an answer whose field does not agree with the rest of it} */
    public static MalformedDataException malformed(Class<?> call, String field, Object value, String reason) {
        return malformed(call, field, value, reason, null);
    }

    private static MalformedDataException malformed(
            Class<?> call, String field, Object value, String reason, @Nullable Throwable cause) {
        return new MalformedDataException(
                "The answer to " + call.getSimpleName() + " is malformed: its field " + field + " is " + value
                        + ", which is " + reason,
                cause);
    }

    private MalformedDataException refused(String reason, @Nullable Throwable cause) {
        String spelt = number < 0 ? number + " (or, unsigned, " + Long.toUnsignedString(number) + ")" : "" + number;
        return malformed(call, field, spelt, reason, cause);
    }
}
