package dev.guestwire.cli.job;

import dev.guestwire.cli.console.Style;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import dev.guestwire.migration.MigrationAction;
import dev.guestwire.migration.MigrationProgress;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What explains a migration: how much is left over time, and how fast it goes against how fast the guest writes. */
public final class MigrationView {
    private static final double MILLIS = 1e3;

    private final JobWatch watch;
    private final Plot left = new Plot();
    private final Plot sent = new Plot();
    private final Plot dirty = new Plot();
    private int told;

    /** Creates one that shows by a watch. */
    public MigrationView(JobWatch watch) {
        this.watch = watch;
    }

    /** Shows how far it is. */
    public void show(MigrationProgress now) {
        left.add(now.remainingBytes());
        sent.add(sum(now));
        dirty.add(now.rates().dirty().orElse(0));
        watch.step(style -> head(now) + plots(now, style), words(now), row(now));
    }

    /** Tells what was done with it meanwhile, each once. */
    public void tell(List<MigrationAction> actions) {
        for (MigrationAction action : actions.subList(told, actions.size())) {
            String deed = switch (action.deed().kind()) {
                case DOWNTIME ->
                    "it may stand still for "
                            + action.deed()
                                    .downtime()
                                    .map(time -> time.toMillis() + " ms")
                                    .orElse("some time");
                case POST_COPY -> "it goes over to post-copy";
                case PAUSE -> "the guest is paused until it has moved";
                case ABORT -> "it is given up";
            };
            String failed = action.failure()
                    .map(failure -> ", which failed: " + failure.getMessage())
                    .orElse("");
            watch.say("after " + Amounts.seconds(action.after().toMillis() / MILLIS) + ": " + deed + " ("
                    + action.deed().reason() + ")" + failed);
        }
        told = actions.size();
    }

    private static double sum(MigrationProgress now) {
        return (double) now.rates().memory().orElse(0) + now.rates().disks().orElse(0);
    }

    private static String phase(MigrationProgress now) {
        return now.phase().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String head(MigrationProgress now) {
        StringBuilder text = new StringBuilder(phase(now));
        course(text, now);
        return text.toString();
    }

    /** What is sent and what is written have one scale: the one must be greater than the other for an end. */
    private String plots(MigrationProgress now, Style style) {
        double scale = Math.max(sent.most(), dirty.most());
        return now.totalBytes() == 0
                ? ""
                : Plot.line(
                                "left",
                                left.text(style, left.most()),
                                Amounts.bytes((double) now.remainingBytes()) + " of "
                                        + Amounts.bytes((double) now.totalBytes()))
                        + Plot.line("sent", sent.text(style, scale), Amounts.bytes(sum(now)) + "/s")
                        + Plot.line(
                                "writes",
                                dirty.text(style, scale),
                                now.rates().dirty().isPresent()
                                        ? Amounts.bytes((double)
                                                        now.rates().dirty().getAsLong()) + "/s"
                                        : "not known yet");
    }

    private static String words(MigrationProgress now) {
        StringBuilder text = new StringBuilder(phase(now));
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
        course(text, now);
        return text.toString();
    }

    private static void course(StringBuilder text, MigrationProgress now) {
        now.iteration().ifPresent(round -> text.append(", round ").append(round));
        now.throttlePercent()
                .ifPresent(slowed -> text.append(", slowed by ").append(slowed).append(" %"));
        now.expectedEnd()
                .ifPresentOrElse(
                        end -> text.append(", ")
                                .append(Amounts.seconds(end.toMillis() / MILLIS))
                                .append(" to go"),
                        () -> text.append(
                                now.rates().dirty().orElse(0)
                                                > now.rates().memory().orElse(0)
                                        ? ", no end: the guest writes faster than that travels"
                                        : ""));
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
