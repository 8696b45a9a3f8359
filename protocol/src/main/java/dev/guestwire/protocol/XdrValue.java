package dev.guestwire.protocol;

/** Something that can be written as XDR. */
public interface XdrValue {
    /**
     * Writes this value.
     *
     * @throws XdrLimitException if a text or list breaks a limit of the protocol
     */
    void write(XdrWriter out);
}
