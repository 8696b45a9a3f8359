package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code monitor}. */
@Command(
        name = "monitor",
        description = {
            "Says something to the monitor of a guest's QEMU, behind libvirt's back.",
            "What it changes libvirt does not know. A command in JSON, or with --hmp in words."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class MonitorVerb extends GuestVerb {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "Such as --hmp info block.")
    private List<String> words;

    @Option(names = "--hmp", description = "The command is one for people.")
    private boolean human;

    /** Creates the verb. */
    public MonitorVerb() {}

    @Override
    protected int run(Guest guest) {
        String command = String.join(" ", words);
        String answer = human
                ? guest.monitor().hmp(command).replace("\r", "")
                : guest.monitor().qmp(command);
        out().text("answer", answer, row(guest));
        return ExitCode.OK;
    }
}
