package dev.guestwire.protocol;

/** The value of a {@link TypedParam}: one of the seven kinds libvirt knows. */
public sealed interface ParamValue extends XdrValue {
    /** A signed number of 32 bits. */
    record Int(int value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(1);
            out.int32(value);
        }
    }

    /** An unsigned number of 32 bits, kept as raw bits. */
    record Uint(int value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(2);
            out.int32(value);
        }

        @Override
        public String toString() {
            return "Uint[value=" + Integer.toUnsignedString(value) + "]";
        }
    }

    /** A signed number of 64 bits. */
    record Llong(long value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(3);
            out.int64(value);
        }
    }

    /** An unsigned number of 64 bits, kept as raw bits. */
    record Ullong(long value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(4);
            out.int64(value);
        }

        @Override
        public String toString() {
            return "Ullong[value=" + Long.toUnsignedString(value) + "]";
        }
    }

    /** A floating-point number. */
    record Real(double value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(5);
            out.float64(value);
        }
    }

    /** Yes or no. */
    record Bool(boolean value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(6);
            out.int32(value ? 1 : 0);
        }
    }

    /** A text. Its {@code toString} hides it, since documents and launch secrets travel in parameters. */
    record Text(String value) implements ParamValue {
        @Override
        public void write(XdrWriter out) {
            out.int32(7);
            out.string(value, TypedParam.STRING_MAX, "value");
        }

        @Override
        public String toString() {
            return "Text[value=***]";
        }
    }

    /**
     * Reads a value.
     *
     * @throws MalformedXdrException if its kind is none of the seven: then nobody can tell how long it is
     */
    static ParamValue read(XdrReader in) {
        int kind = in.int32();
        return switch (kind) {
            case 1 -> new Int(in.int32());
            case 2 -> new Uint(in.int32());
            case 3 -> new Llong(in.int64());
            case 4 -> new Ullong(in.int64());
            case 5 -> new Real(in.float64());
            case 6 -> new Bool(in.int32() != 0);
            case 7 -> new Text(in.string(TypedParam.STRING_MAX));
            default -> throw new MalformedXdrException("a typed parameter of unknown kind " + kind);
        };
    }
}
