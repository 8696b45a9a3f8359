package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.cli.output.NewFile;
import dev.guestwire.job.CallJob;
import dev.guestwire.save.SaveOption;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code save}. */
@Command(
        name = "save",
        aliases = "managedsave",
        description = {
            "Writes the memory of a guest to disk and stops it. Ctrl-C asks the daemon to give it up; the guest goes on.",
            "Without a file libvirt keeps it, and guestwire start goes on from there; else guestwire restore FILE does."
        },
        mixinStandardHelpOptions = true)
public final class SaveVerb extends GuestVerb {
    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "A path on the host.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--bypass-cache", description = "Writes past the file system's cache.")
    private boolean bypassCache;

    @Option(names = "--running", description = "It runs when it goes on; else it does what it did.")
    private boolean running;

    @Option(names = "--paused", description = "It is paused when it goes on.")
    private boolean paused;

    @Option(names = "--force", description = "Writes over a file that is there already.")
    private boolean force;

    /** Creates the verb. */
    public SaveVerb() {}

    @Override
    protected int run(Guest guest) {
        SaveOption[] options = Chosen.of(SaveOption.class)
                .with(bypassCache, SaveOption.BYPASS_CACHE)
                .with(running, SaveOption.RUNNING)
                .with(paused, SaveOption.PAUSED)
                .array(SaveOption[]::new);
        file.map(Path::toAbsolutePath).map(NewFile::new).ifPresent(target -> target.requireNewForDaemon(force));
        JobWatch watch = new JobWatch(out(), "save of " + guest.name()).with("file", file.map(Path::toAbsolutePath));
        CallJob job = watch.begin(
                err(),
                guest.name(),
                () -> file.isPresent()
                        ? guest.job().save(file.get().toAbsolutePath(), options)
                        : guest.job().managedSave(options));
        return watch.await(job, () -> job.await(JobWatch.FOREVER, JobWatch.INTERVAL, watch::progress));
    }
}
