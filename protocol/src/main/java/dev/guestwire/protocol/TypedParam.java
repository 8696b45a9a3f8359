package dev.guestwire.protocol;

/**
 * A named value. libvirt's lists of them are ordered and may repeat a name.
 *
 * @param field the name, at most 79 bytes
 * @param value the value; the daemon refuses a wrong kind for a name it knows
 */
public record TypedParam(String field, ParamValue value) implements XdrValue {
    static final int STRING_MAX = 4_194_304;

    /** {@return a parameter with a signed number of 32 bits} */
    public static TypedParam ofInt(String field, int value) {
        return new TypedParam(field, new ParamValue.Int(value));
    }

    /** {@return a parameter with an unsigned number of 32 bits} */
    public static TypedParam ofUint(String field, int value) {
        return new TypedParam(field, new ParamValue.Uint(value));
    }

    /** {@return a parameter with a signed number of 64 bits} */
    public static TypedParam ofLlong(String field, long value) {
        return new TypedParam(field, new ParamValue.Llong(value));
    }

    /** {@return a parameter with an unsigned number of 64 bits} */
    public static TypedParam ofUllong(String field, long value) {
        return new TypedParam(field, new ParamValue.Ullong(value));
    }

    /** {@return a parameter with yes or no} */
    public static TypedParam ofBoolean(String field, boolean value) {
        return new TypedParam(field, new ParamValue.Bool(value));
    }

    /** {@return a parameter with a floating-point number} */
    public static TypedParam ofDouble(String field, double value) {
        return new TypedParam(field, new ParamValue.Real(value));
    }

    /** {@return a parameter with a text} */
    public static TypedParam ofText(String field, String value) {
        return new TypedParam(field, new ParamValue.Text(value));
    }

    @Override
    public void write(XdrWriter out) {
        out.string(field, STRING_MAX, "field");
        value.write(out);
    }

    /** Reads a parameter. */
    public static TypedParam read(XdrReader in) {
        return new TypedParam(in.string(STRING_MAX), ParamValue.read(in));
    }
}
