package dev.guestwire.testkit.error;

/** A private host, a guest image or a program of the test kit failed; the message says what and where. */
public class LabException extends RuntimeException {
    /** Creates an exception with a message that stands alone. */
    public LabException(String message) {
        super(message);
    }

    /** Creates an exception that another one caused. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
