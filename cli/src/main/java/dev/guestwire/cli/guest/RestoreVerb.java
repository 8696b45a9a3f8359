package dev.guestwire.cli.guest;

import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.save.RestoreOption;
import dev.guestwire.save.SaveFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code restore}. */
@Command(
        name = "restore",
        description = "Lets a guest go on from the file that guestwire save wrote.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class RestoreVerb extends HostVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "A path on the host.")
    private Path file;

    @Option(names = "--then", description = "What it does then: ${COMPLETION-CANDIDATES}; else what it did when saved.")
    private List<RestoreOption> options = new ArrayList<>();

    /** Creates the verb. */
    public RestoreVerb() {}

    @Override
    protected int run(Host host) {
        SaveFile saved = new SaveFile(host, file);
        String name = saved.definition().name();
        saved.restore(options.toArray(RestoreOption[]::new));
        out().done("restored", new Row().with("guest", name).with("file", file));
        return ExitCode.OK;
    }
}
