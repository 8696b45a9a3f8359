package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.BlockJob;
import dev.guestwire.cli.command.Bandwidth;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.job.JobReport;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.cli.output.Row;
import dev.guestwire.xml.device.Disk;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that starts a job of a disk and waits for its end. */
abstract class DiskJobVerb extends GuestVerb {
    /** As long as it takes. */
    static final Duration FOREVER = Duration.ofDays(365);

    @Parameters(index = "1", paramLabel = "DISK", description = "Its target, such as vda.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private String disk;

    @Option(
            names = "--bandwidth",
            paramLabel = "SPEED",
            converter = Bandwidth.class,
            description = "At most so much a second: 50 is 50 MiB, as virsh has it; 512K and 1GB say their unit.")
    private long bandwidth;

    @Option(
            names = "--background",
            description =
                    "Does not wait; guestwire job watch takes what is printed. A copy or an active commit that has"
                            + " caught up waits for guestwire disk pivot or cancel.")
    private boolean background;

    DiskJobVerb() {}

    @Override
    protected final int run(Guest guest) throws Exception {
        require(guest, Disks.of(guest, Optional.of(disk)).getFirst());
        String title = word() + " of " + disk + " of " + guest.name();
        JobWatch watch = new JobWatch(out(), title);
        BlockJob job = watch.begin(err(), guest.name(), () -> start(Disks.one(guest, disk)));
        Row facts = new Row().with("disk", disk);
        facts().values().forEach(facts::with);
        if (background && watch.leaves()) {
            out().line(job.ref().toString(), new JobReport(title, job).row(facts));
            return ExitCode.OK;
        }
        facts.values().forEach(watch::with);
        job.onProgress(JobWatch.INTERVAL, at -> watch.progress(at.doneBytes(), at.totalBytes()));
        return watch.await(job, () -> await(job));
    }

    /** {@return bytes a second at most; 0: no limit} */
    final long bandwidth() {
        return bandwidth;
    }

    /** {@return whether nobody waits for its end} */
    final boolean isBackground() {
        return background;
    }

    /** {@return what programs are told besides} */
    Row facts() {
        return new Row();
    }

    /** {@return what the job is called} */
    abstract String word();

    /** Complains if the disk is not in a state for it. */
    void require(Guest guest, Disk disk) {}

    abstract BlockJob start(BlockDevice device);

    /** Returns when it has ended as was wished. */
    abstract void await(BlockJob job) throws InterruptedException;
}
