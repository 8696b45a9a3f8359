package dev.guestwire.cli.job;

import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import dev.guestwire.migration.MigrationProgress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalLong;

/** What explains a migration: how much is left over time, and how fast it goes against how fast the guest writes. */
final class MigrationView {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int PLOT = 16;

    private final JobWatch watch;
    private final Deque<Long> left = new ArrayDeque<>();

    MigrationView(JobWatch watch) {
        this.watch = watch;
    }

    void show(MigrationProgress now) {
        left.addLast(now.remainingBytes());
        if (left.size() > PLOT) {
            left.removeFirst();
        }
        watch.step(words(now) + "  " + plot(), words(now), row(now));
    }

    /** How much was left at the last looks. */
    private String plot() {
        long most = left.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (long one : left) {
            int level = most == 0 ? 0 : (int) (one * (LEVELS.length() - 1) / most);
            text.append(LEVELS.charAt(level));
        }
        return text.toString();
    }

    private static String words(MigrationProgress now) {
        StringBuilder text =
                new StringBuilder(now.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (now.totalBytes() > 0) {
            text.append(", ")
                    .append(Amounts.bytes((double) now.remainingBytes()))
                    .append(" of ")
                    .append(Amounts.bytes((double) now.totalBytes()))
                    .append(" left");
        }
        rate(text, "memory ", now.rates().memory());
        rate(text, "disks ", now.rates().disks());
        rate(text, "guest writes ", now.rates().dirty());
        now.iteration().ifPresent(round -> text.append(", round ").append(round));
        now.throttlePercent()
                .ifPresent(slowed -> text.append(", slowed by ").append(slowed).append(" %"));
        now.expectedEnd()
                .ifPresent(end -> text.append(", ")
                        .append(Amounts.seconds(end.toMillis() / 1e3))
                        .append(" to go"));
        return text.toString();
    }

    private static void rate(StringBuilder text, String what, OptionalLong rate) {
        if (rate.orElse(0) > 0) {
            text.append(", ")
                    .append(what)
                    .append(Amounts.bytes((double) rate.getAsLong()))
                    .append("/s");
        }
    }

    private static Row row(MigrationProgress now) {
        return new Row()
                .with("phase", now.phase())
                .with("elapsedSeconds", now.elapsed())
                .with("totalBytes", now.totalBytes())
                .with("remainingBytes", now.remainingBytes())
                .with("memoryBytesPerSecond", now.rates().memory())
                .with("disksBytesPerSecond", now.rates().disks())
                .with("dirtyBytesPerSecond", now.rates().dirty())
                .with("iteration", now.iteration())
                .with("throttlePercent", now.throttlePercent())
                .with("leftSeconds", now.expectedEnd());
    }
}
