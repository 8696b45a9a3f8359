package dev.guestwire.job;

import dev.guestwire.error.InvalidInputException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What names a job beyond the life of a process. {@link #toString()} is a line of text to store, and {@link #parse} reads it.
 *
 * @param kind what sort of job
 * @param guest the guest it is about
 * @param subject the disk that a block job works on, the alias of a device that goes, or where a migration leads; empty for
 *     others
 * @param started when it was started, by the clock of who started it
 * @param images what a disk shall stand on when a block job of it is done, the top image first; empty for others, and when
 *     nobody knows
 * @param before what the daemon told before it began; {@link Baseline#NONE} when nobody looked
 */
public record JobRef(
        Kind kind, UUID guest, Optional<String> subject, Instant started, List<String> images, Baseline before) {
    private static final String SCHEME = "guestwire-job";
    private static final int PARTS = 7;

    /** Copies the list. */
    public JobRef {
        images = List.copyOf(images);
    }

    /** Creates one of a job that is not about images, and before which nobody looked. */
    public JobRef(Kind kind, UUID guest, Optional<String> subject, Instant started) {
        this(kind, guest, subject, started, List.of(), Baseline.NONE);
    }

    /** {@return this reference with what the daemon told before the job began} */
    public JobRef with(Baseline seen) {
        return new JobRef(kind, guest, subject, started, images, seen);
    }

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
        DUMP,
        DETACHMENT
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
            String subject = decoded(parts[3]);
            return new JobRef(
                    Kind.valueOf(parts[1]),
                    UUID.fromString(parts[2]),
                    subject.isEmpty() ? Optional.empty() : Optional.of(subject),
                    Instant.parse(parts[6]),
                    Stream.of(parts[4].split(","))
                            .filter(image -> !image.isEmpty())
                            .map(JobRef::decoded)
                            .toList(),
                    Baseline.parse(parts[5]));
        } catch (IllegalArgumentException | DateTimeException | InvalidInputException wrong) {
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
                encoded(subject.orElse("")),
                images.stream().map(JobRef::encoded).collect(Collectors.joining(",")),
                before.toString(),
                started.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
