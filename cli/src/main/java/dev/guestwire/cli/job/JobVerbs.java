package dev.guestwire.cli.job;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.block.BlockJob;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.device.Detachment;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
    private static final Duration FOREVER = Duration.ofDays(365);

    /** Creates the verb. */
    public JobVerbs() {}

    @Command(name = "info", description = "Tells how far the job of a guest is.", mixinStandardHelpOptions = true)
    int info(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--completed", description = "The last one that ended.") boolean completed)
            throws Exception {
        return onGuest(name, guest -> {
            if (completed) {
                out().card(row(
                        guest,
                        guest.job().completed().orElseGet(() -> guest.job().info())));
            } else {
                out().card(row(guest, guest.job().info()));
            }
        });
    }

    @Command(name = "list", description = "Lists the guests that have a job.", mixinStandardHelpOptions = true)
    int list() throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            for (Guest guest : host.guests(Flag.Filter.ACTIVE)) {
                JobInfo info = guest.job().info();
                if (info.isRunning()) {
                    rows.add(row(guest, info));
                }
            }
            out().table(List.of("guest", "operation", "elapsedSeconds", "remainingBytes", "bytesPerSecond"), rows);
        });
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
            name = "watch",
            description = "Waits for a job that was started with --background. Ctrl-C cancels the job.",
            mixinStandardHelpOptions = true)
    int watch(@Parameters(paramLabel = "REF", description = "What --background printed.") String line)
            throws Exception {
        JobRef ref = JobRef.parse(line);
        int[] code = {ExitCode.OK};
        int failed = onHost(host -> {
            Guest guest = host.guest(ref.guest());
            JobWatch watch =
                    new JobWatch(out(), guest.name() + " " + ref.subject().orElse(""));
            Job job = ref.kind() == JobRef.Kind.DETACHMENT
                    ? Detachment.of(guest, ref)
                    : BlockJob.of(guest, ref)
                            .onProgress(JobWatch.INTERVAL, at -> watch.progress(at.doneBytes(), at.totalBytes()));
            code[0] = watch.await(job, () -> job.await(FOREVER));
        });
        return failed == ExitCode.OK ? code[0] : failed;
    }

    private static Row row(Guest guest, JobInfo info) {
        OptionalLong dirty = info.ram().dirtyPagesPerSecond();
        long page = info.ram().pageBytes().orElse(0);
        return row(guest)
                .with("type", info.type())
                .with("operation", info.operation())
                .with("elapsedSeconds", info.timing().elapsed())
                .with("leftSeconds", info.timing().remaining())
                .with("totalBytes", info.data().totalBytes())
                .with("processedBytes", info.data().processedBytes())
                .with("remainingBytes", info.data().remainingBytes())
                .with("memoryRemainingBytes", info.memory().remainingBytes())
                .with("diskRemainingBytes", info.disk().remainingBytes())
                .with("bytesPerSecond", info.ram().bytesPerSecond())
                .with("dirtyBytesPerSecond", dirty.isPresent() ? dirty.getAsLong() * page : null)
                .with("iteration", info.ram().iteration())
                .with("downtimeSeconds", info.timing().downtime())
                .with("throttlePercent", info.throttlePercent())
                .with("error", info.errorMessage());
    }
}
