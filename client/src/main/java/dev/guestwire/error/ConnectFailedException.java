package dev.guestwire.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** No connection to the host could be made. */
public final class ConnectFailedException extends LibvirtException {
    private static final long serialVersionUID = 1;

    private final transient List<Attempt> attempts;

    /**
     * Creates one.
     *
     * @param uri what was to be connected to, as the caller wrote it
     * @param problem what failed and what to do
     * @param attempts every address that was tried, in order
     * @param cause the error behind it, or null
     */
    public ConnectFailedException(String uri, String problem, List<Attempt> attempts, @Nullable Throwable cause) {
        super(cause, sentence(uri, problem, attempts));
        this.attempts = List.copyOf(attempts);
    }

    /** {@return every address that was tried, in order} */
    public List<Attempt> attempts() {
        return attempts;
    }

    private static String sentence(String uri, String problem, List<Attempt> attempts) {
        StringBuilder text =
                new StringBuilder("Cannot connect to ").append(uri).append(": ").append(problem);
        for (Attempt attempt : attempts) {
            text.append("\n  tried ").append(attempt.address()).append(": ").append(attempt.problem());
        }
        return text.toString();
    }

    /**
     * One address that was tried.
     *
     * @param address the socket
     * @param problem why it did not do
     */
    public record Attempt(String address, String problem) {}
}
