package dev.guestwire.protocol;

/** The answer that says nothing but "done". */
public record Empty() implements XdrValue {
    /** The only value needed. */
    public static final Empty EMPTY = new Empty();

    @Override
    public void write(XdrWriter out) {}
}
