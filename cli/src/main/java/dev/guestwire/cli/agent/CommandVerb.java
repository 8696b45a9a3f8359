package dev.guestwire.cli.agent;

import dev.guestwire.Guest;
import dev.guestwire.agent.AgentTimeout;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code agent command}. */
@Command(
        name = "command",
        description = {
            "Sends the agent a command of its own protocol and prints its answer.",
            "Example: guestwire agent command web1 '{\"execute\":\"guest-info\"}'"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class CommandVerb extends GuestVerb {
    @Parameters(
            index = "1",
            paramLabel = "JSON",
            description = "The command; - reads it from standard input, which keeps secrets off the command line.")
    private String json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "How long the daemon waits for the answer; 0: not at all. As long as it thinks right if not given.")
    private int timeout = -1;

    CommandVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        String text = json.equals("-") ? Document.read(Path.of("-")) : json;
        AgentTimeout patience = timeout < 0
                ? AgentTimeout.DEFAULT
                : timeout == 0 ? AgentTimeout.NO_WAIT : AgentTimeout.of(Duration.ofSeconds(timeout));
        String answer = guest.agent().command(text, patience).orElse("");
        out().text("answer", answer, row(guest));
        return ExitCode.OK;
    }
}
