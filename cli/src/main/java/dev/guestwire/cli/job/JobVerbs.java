package dev.guestwire.cli.job;

import dev.guestwire.Host;
import dev.guestwire.block.BlockJob;
import dev.guestwire.cli.command.Bandwidth;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.Backup;
import dev.guestwire.job.CallJob;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobRef;
import dev.guestwire.migration.Migration;
import dev.guestwire.resource.ControlState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code job}. */
@Command(
        name = "job",
        description =
                "The job of a guest: migration, save, dump, backup, snapshot. Those of disks: guestwire disk jobs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class JobVerbs extends GroupVerb {
    private static final long MIB = 1 << 20;

    /** What QEMU's driver has for no limit, in MiB. */
    private static final long UNLIMITED = Long.MAX_VALUE / MIB;

    /** Creates the verb. */
    public JobVerbs() {}

    @Command(
            name = "info",
            description = "Tells how far the job of a guest is, and what explains it.",
            mixinStandardHelpOptions = true)
    int info(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--completed", description = "The last one that ended.") boolean completed)
            throws Exception {
        return onGuest(
                name,
                guest -> out().card(JobRow.of(
                        row(guest),
                        completed
                                ? guest.job()
                                        .completed()
                                        .orElseGet(() -> guest.job().info())
                                : guest.job().info())));
    }

    @Command(
            name = "list",
            description = {
                "Lists the guests that have a job.",
                "libvirt tells of no job in bulk: each running guest is asked, many at once."
            },
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--disks", description = "Jobs of their disks, too.") boolean disks) throws Exception {
        int[] code = {ExitCode.OK};
        int failed = onHost(host -> {
            JobList jobs = new JobList(host);
            List<Row> rows = new ArrayList<>(jobs.ofGuests(GroupVerb::row));
            if (disks) {
                rows.addAll(jobs.ofDisks(GroupVerb::row));
            }
            rows.addAll(jobs.unanswered(GroupVerb::row));
            code[0] = jobs.silence().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
            List<String> columns = new ArrayList<>(
                    List.of("guest", "operation", "elapsedSeconds", "remainingBytes", "bytesPerSecond"));
            if (disks) {
                columns.add(1, "disk");
            }
            out().table(columns, rows);
            jobs.silence()
                    .forEach((guest, why) ->
                            err().line("guestwire: guest " + guest.name() + " did not answer: " + why.getMessage()));
            err().flush();
        });
        return failed == ExitCode.OK ? code[0] : failed;
    }

    @Command(
            name = "cancel",
            aliases = "abort",
            description = "Asks the daemon to end the job of a guest.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            guest.job().abort();
            out().done("the job was asked to end", row(guest));
        });
    }

    @Command(
            name = "control",
            description =
                    "Tells whether libvirt can talk to the hypervisor of a running guest, or a job or an error is in the way.",
            mixinStandardHelpOptions = true)
    int control(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            ControlState state = ControlState.of(guest);
            out().card(row(guest)
                    .with("control", state.phase())
                    .with("reason", state.reason())
                    .with("sinceSeconds", state.since().isZero() ? null : state.since()));
        });
    }

    @Command(
            name = "speed",
            description = "Tells or decides how fast a migration of a guest may be.",
            mixinStandardHelpOptions = true)
    int speed(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(
                            paramLabel = "SPEED",
                            arity = "0..1",
                            converter = Bandwidth.class,
                            description = "MiB a second, or such as 1G.")
                    Optional<Long> bytes)
            throws Exception {
        return onGuest(name, guest -> {
            if (bytes.isPresent()) {
                long mebibytes = Math.ceilDiv(bytes.get(), MIB);
                guest.job().maxSpeedMib(mebibytes);
                out().done(
                                "migrations are limited to " + Amounts.bytes((double) mebibytes * MIB) + "/s",
                                row(guest).with("limitBytesPerSecond", mebibytes * MIB));
            } else {
                long limit = guest.job().maxSpeedMib();
                out().card(row(guest).with("limitBytesPerSecond", limit < UNLIMITED ? limit * MIB : null));
            }
        });
    }

    @Command(
            name = "downtime",
            description = "Tells or decides how long a guest may stand still at the end of a migration.",
            mixinStandardHelpOptions = true)
    int downtime(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "MS", arity = "0..1", description = "Milliseconds.") Optional<Long> millis)
            throws Exception {
        return onGuest(name, guest -> {
            if (millis.isPresent()) {
                guest.job().maxDowntime(Duration.ofMillis(millis.get()));
                out().done(
                                "may stand still for " + millis.get() + " ms",
                                row(guest).with("downtimeSeconds", Duration.ofMillis(millis.get())));
            } else {
                out().card(row(guest).with("downtimeSeconds", guest.job().maxDowntime()));
            }
        });
    }

    @Command(
            name = "postcopy",
            description = "Lets a migration that was started with --postcopy go over to it now.",
            mixinStandardHelpOptions = true)
    int postCopy(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            try {
                guest.job().startPostCopy();
            } catch (WrongStateException refused) {
                throw new CommandFailure(
                        ExitCode.WRONG_STATE,
                        String.valueOf(refused.getMessage()),
                        "guestwire migrate --postcopy begins a migration that can, guestwire job info " + guest.name()
                                + " tells what goes on");
            }
            out().done("goes over to post-copy", row(guest));
        });
    }

    @Command(
            name = "watch",
            description = {
                "Shows a job that was started with --background until its end. Ctrl-C ends the watching, not the job.",
                "A copy of a disk is watched until it is ready: then somebody decides how it ends."
            },
            mixinStandardHelpOptions = true)
    int watch(
            @Parameters(paramLabel = "REF", description = "What --background printed.") String line,
            @Option(names = "--cancel-on-interrupt", description = "Ctrl-C cancels the job.") boolean cancels)
            throws Exception {
        JobRef ref = reference(line);
        int[] code = {ExitCode.OK};
        int failed = onHost(host -> code[0] = watch(host, ref, cancels));
        return failed == ExitCode.OK ? code[0] : failed;
    }

    private static JobRef reference(String line) {
        try {
            return JobRef.parse(line.strip());
        } catch (InvalidInputException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'" + line + "' is no reference to a job, which looks like guestwire-job:BLOCK_COPY:UUID:vda::TIME",
                    "what --background printed is one; guestwire job list and guestwire disk jobs GUEST show jobs");
        }
    }

    private int watch(Host host, JobRef ref, boolean cancels) {
        Job job = host.job(ref);
        String kind = ref.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        JobWatch watch = new JobWatch(
                out(),
                kind + ref.subject().map(subject -> " of " + subject).orElse("") + " of "
                        + job.guest().name());
        if (ref.subject().isPresent() && ref.kind() != JobRef.Kind.DETACHMENT) {
            watch.with(ref.kind() == JobRef.Kind.MIGRATION ? "destination" : "disk", ref.subject());
        }
        return follow(cancels ? watch : watch.lettingGo(), job);
    }

    private static int follow(JobWatch watch, Job job) {
        return switch (job) {
            case BlockJob block -> {
                block.onProgress(JobWatch.INTERVAL, at -> watch.progress(at.doneBytes(), at.totalBytes()));
                yield watch.await(job, () -> untilDecided(block));
            }
            case Backup backup ->
                watch.await(job, () -> backup.await(JobWatch.FOREVER, JobWatch.INTERVAL, watch::progress));
            case CallJob call ->
                watch.await(job, () -> call.await(JobWatch.FOREVER, JobWatch.INTERVAL, watch::progress));
            case Migration migration -> {
                MigrationView view = new MigrationView(watch);
                yield watch.await(job, () -> migration.await(JobWatch.FOREVER, JobWatch.INTERVAL, view::show));
            }
            default -> watch.await(job, () -> job.await(JobWatch.FOREVER));
        };
    }

    /** A copy that has caught up goes on until somebody ends it. */
    private static void untilDecided(BlockJob job) throws InterruptedException {
        JobRef.Kind kind = job.ref().kind();
        if (kind == JobRef.Kind.BLOCK_COPY || kind == JobRef.Kind.BLOCK_ACTIVE_COMMIT) {
            job.awaitReady(JobWatch.FOREVER);
        } else {
            job.await(JobWatch.FOREVER);
        }
    }
}
