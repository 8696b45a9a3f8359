package dev.guestwire.block;

import dev.guestwire.GuestEvent.QemuEvent;
import dev.guestwire.job.JobRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What QEMU says of a block job that ended badly: the one place where the reason is told in full. */
final class MonitorReason {
    private static final String ENDED = "BLOCK_JOB_COMPLETED";
    private static final Pattern DEVICE = text("device");
    private static final Pattern ERROR = text("error");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private MonitorReason() {}

    private static Pattern text(String name) {
        return Pattern.compile('"' + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    }

    /**
     * {@return why a job of a disk failed, if the event tells it}
     *
     * @param kind the job's
     * @param target the disk, such as {@code vda}: libvirt names its jobs after both, such as {@code
     *     copy-vda-libvirt-4-format}
     */
    static Optional<String> of(QemuEvent event, JobRef.Kind kind, String target) {
        String details = event.details().orElse("");
        boolean isOurs = first(DEVICE, details)
                .filter(job -> job.contains('-' + target + '-') && isOf(kind, job))
                .isPresent();
        return event.event().equals(ENDED) && isOurs
                ? first(ERROR, details).map(MonitorReason::unescaped)
                : Optional.empty();
    }

    /** A daemon that names its jobs in another way tells nothing of their kinds. */
    private static boolean isOf(JobRef.Kind kind, String job) {
        String word = job.substring(0, job.indexOf('-'));
        return switch (word) {
            case "copy" -> kind == JobRef.Kind.BLOCK_COPY;
            case "commit" -> kind == JobRef.Kind.BLOCK_COMMIT || kind == JobRef.Kind.BLOCK_ACTIVE_COMMIT;
            case "pull" -> kind == JobRef.Kind.BLOCK_PULL;
            case "backup" -> false;
            default -> true;
        };
    }

    private static Optional<String> first(Pattern pattern, String details) {
        Matcher matcher = pattern.matcher(details);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
    }

    private static String meaning(String escape) {
        return switch (escape.charAt(0)) {
            case 'u' -> escape.length() == 1 ? "u" : Character.toString(Integer.parseInt(escape.substring(1), 16));
            case 'n', 'r', 't', 'b', 'f' -> " ";
            default -> escape;
        };
    }
}
