package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.cli.output.Row;
import dev.guestwire.job.CallJob;
import dev.guestwire.save.RestoreOption;
import dev.guestwire.save.SaveFile;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code restore}. */
@Command(
        name = "restore",
        description = {
            "Lets a guest go on from the file that guestwire save wrote.",
            "libvirt does not end a restore at Ctrl-C; guestwire destroy GUEST does."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class RestoreVerb extends HostVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "A path on the host.")
    private Path file;

    @Option(names = "--xml", paramLabel = "FILE", description = "The guest's document, changed where the host differs.")
    private Optional<Path> xml = Optional.empty();

    @Option(names = "--running", description = "It runs then; else it does what it did when saved.")
    private boolean running;

    @Option(names = "--paused", description = "It is paused then.")
    private boolean paused;

    @Option(names = "--bypass-cache", description = "Reads past the file system's cache.")
    private boolean bypassCache;

    @Option(names = "--reset-nvram", description = "Begins with the firmware's first settings.")
    private boolean resetNvram;

    /** Creates the verb. */
    public RestoreVerb() {}

    @Override
    protected int run(Host host) throws Exception {
        Path there = file.toAbsolutePath();
        SaveFile saved = new SaveFile(host, there);
        Domain definition = saved.definition();
        Optional<Guest> guest = definition.uuid().flatMap(host::findGuest);
        if (xml.isPresent() || guest.isEmpty()) {
            return withoutHandle(saved, definition);
        }
        Guest known = guest.get();
        JobWatch watch = new JobWatch(out(), "restore of " + known.name()).with("file", there);
        CallJob job = watch.begin(err(), known.name(), () -> known.job().restore(there, options()));
        return watch.await(job, () -> job.await(JobWatch.FOREVER, JobWatch.INTERVAL, watch::progress));
    }

    /** A guest that the host does not know yet has no job to ask for. */
    private int withoutHandle(SaveFile saved, Domain definition) throws Exception {
        String title = "restore of " + definition.name();
        Optional<Domain> changed = Optional.empty();
        if (xml.isPresent()) {
            changed = Optional.of(new Domain(
                    Document.parse(Document.read(xml.get()), xml.get().toString())));
        }
        Optional<Domain> other = changed;
        lasting(
                title,
                "guestwire show " + definition.name() + " tells whether it runs",
                () -> other.ifPresentOrElse(
                        domain -> saved.restore(domain, options()), () -> saved.restore(options())));
        out().line(
                        title + ": completed",
                        new Row()
                                .with("guest", definition.name())
                                .with("uuid", definition.uuid())
                                .with("file", file.toAbsolutePath())
                                .with("job", title)
                                .with("status", "completed")
                                .with("reason", null)
                                .with("evidence", "answer")
                                .with("ref", null));
        return ExitCode.OK;
    }

    private RestoreOption[] options() {
        return Chosen.of(RestoreOption.class)
                .with(running, RestoreOption.RUNNING)
                .with(paused, RestoreOption.PAUSED)
                .with(bypassCache, RestoreOption.BYPASS_CACHE)
                .with(resetNvram, RestoreOption.RESET_NVRAM)
                .array(RestoreOption[]::new);
    }
}
