package dev.guestwire.cli.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Where;
import dev.guestwire.cli.output.Row;
import dev.guestwire.resource.Scheduling;
import dev.guestwire.resource.Scheduling.Threads;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code cpu scheduler}. */
@Command(
        name = "scheduler",
        aliases = "share",
        description = "Shows a guest's share of the host's CPUs; with options it changes what they name.",
        mixinStandardHelpOptions = true)
final class SchedulerVerb extends GuestVerb {
    @Option(names = "--shares", paramLabel = "WEIGHT", description = "Its weight against others; 1024 is usual.")
    private Optional<Long> shares = Optional.empty();

    @Option(
            names = "--quota",
            paramLabel = "MICROSECONDS",
            description = "The CPU time that the threads may use in each period; -1: no limit.")
    private Optional<Long> quota = Optional.empty();

    @Option(names = "--period", paramLabel = "MICROSECONDS", description = "The time that a quota is for.")
    private Optional<Long> period = Optional.empty();

    @Option(
            names = "--of",
            paramLabel = "THREADS",
            description = "Whose quota and period: ${COMPLETION-CANDIDATES}; VCPU, each virtual CPU, if not said.")
    private Threads threads = Threads.VCPU;

    @Mixin
    private Where where = new Where();

    SchedulerVerb() {}

    @Override
    protected int run(Guest guest) {
        Scheduling wanted = wanted();
        if (!wanted.equals(Scheduling.NOTHING)) {
            guest.cpus().scheduling(wanted, where.of(guest));
            out().done("share of the host's CPUs changed", row(guest));
            return ExitCode.OK;
        }
        out().card(shown(row(guest).with("scheduler", guest.cpus().schedulerType()), guest, where.of(guest)));
        return ExitCode.OK;
    }

    private static Row shown(Row row, Guest guest, Flag.Affect... where) {
        Scheduling now = guest.cpus().scheduling(where);
        row.with("shares", now.shares());
        for (Threads one : Threads.values()) {
            String name = one.name().toLowerCase(Locale.ROOT);
            row.with(name + "PeriodSeconds", now.period(one)).with(name + "QuotaSeconds", now.quota(one));
        }
        return row;
    }

    private Scheduling wanted() {
        Scheduling wanted = Scheduling.NOTHING;
        wanted = shares.isPresent() ? wanted.withShares(shares.get()) : wanted;
        Optional<Duration> of = micros(period);
        wanted = of.isPresent() ? wanted.withPeriod(threads, of.get()) : wanted;
        if (quota.isPresent() && quota.get() < 0) {
            return wanted.withoutQuota(threads);
        }
        Optional<Duration> time = micros(quota);
        return time.isPresent() ? wanted.withQuota(threads, time.get()) : wanted;
    }

    private static Optional<Duration> micros(Optional<Long> count) {
        return count.map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }
}
