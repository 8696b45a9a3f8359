package dev.guestwire.job;

import dev.guestwire.error.InvalidInputException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What names a job beyond the life of a process. {@link #toString()} is a line of text to store, and {@link #parse} reads it.
 *
 * @param kind what sort of job
 * @param guest the guest it is about
 * @param subject the disk that a block job works on, or where a migration leads; empty for others
 * @param started when it was started, by the clock of who started it
 */
public record JobRef(Kind kind, UUID guest, Optional<String> subject, Instant started) {
    private static final String SCHEME = "guestwire-job";
    private static final int PARTS = 5;

    /** The sorts of jobs. */
    public enum Kind {
        BLOCK_COPY,
        BLOCK_COMMIT,
        BLOCK_ACTIVE_COMMIT,
        BLOCK_PULL,
        BACKUP,
        MIGRATION,
        SAVE,
        RESTORE,
        DUMP
    }

    /**
     * {@return the reference that a line names}
     *
     * @throws InvalidInputException if it is not such a line
     */
    public static JobRef parse(String line) {
        String[] parts = line.split(":", PARTS);
        if (parts.length != PARTS || !parts[0].equals(SCHEME)) {
            throw new InvalidInputException("Not a reference to a job: " + line, null);
        }
        try {
            String subject = URLDecoder.decode(parts[3], StandardCharsets.UTF_8);
            return new JobRef(
                    Kind.valueOf(parts[1]),
                    UUID.fromString(parts[2]),
                    subject.isEmpty() ? Optional.empty() : Optional.of(subject),
                    Instant.parse(parts[4]));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new InvalidInputException("Not a reference to a job: " + line + ": " + wrong.getMessage(), wrong);
        }
    }

    /** {@return the line that {@link #parse} reads} */
    @Override
    public String toString() {
        return String.join(
                ":",
                SCHEME,
                kind.name(),
                guest.toString(),
                URLEncoder.encode(subject.orElse(""), StandardCharsets.UTF_8),
                started.toString());
    }
}
