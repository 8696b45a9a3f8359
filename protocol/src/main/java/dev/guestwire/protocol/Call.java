package dev.guestwire.protocol;

/**
 * A question to the daemon, which knows how to read its answer.
 *
 * @param <R> what the daemon answers; {@link Empty} for calls without a result
 */
public interface Call<R extends XdrValue> extends XdrValue {
    /** {@return the program the call belongs to} */
    Program program();

    /** {@return the procedure number within the program} */
    int number();

    /** {@return whether libvirt's daemon may serve the call with its workers for calls that never wait for a guest} */
    default boolean highPriority() {
        return false;
    }

    /** {@return whether the call only asks: whatever becomes of it, it changes neither the host nor a guest} */
    default boolean isQuery() {
        return false;
    }

    /** {@return which way a byte stream flows that the call opens} */
    default StreamDirection stream() {
        return StreamDirection.NONE;
    }

    /** {@return whether the call carries file descriptors, which pure Java cannot send} */
    default boolean needsFileDescriptors() {
        return false;
    }

    /**
     * Reads the answer to this call.
     *
     * @throws MalformedXdrException if the bytes are not such an answer
     */
    R readReply(XdrReader in);
}
