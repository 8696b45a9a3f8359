package dev.guestwire.cli.agent;

import dev.guestwire.Guest;
import dev.guestwire.agent.GuestCommand;
import dev.guestwire.agent.GuestProcess;
import dev.guestwire.cli.command.Beginning;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code agent exec}. */
@Command(
        name = "exec",
        description = {
            "Runs a program in a guest, by its agent, which many guests forbid.",
            "What it prints is printed when it has ended, at most about 3 MB; its exit code becomes this one's, and 128 and"
                    + " the signal's number if a signal ended it. No shell is between: for one, run sh -c.",
            "Example: guestwire agent exec web1 -- systemctl restart nginx"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class ExecVerb extends GuestVerb {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The program and its arguments, best after --.")
    private List<String> words;

    @Option(names = "--input", paramLabel = "FILE", description = "What it reads; - is standard input. At most 3 MB.")
    private @Nullable Path input;

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description =
                    "A variable for it; without a value as it is here, which keeps the value off the command line."
                            + " Then it has no others.")
    private List<String> environment = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "How long to wait for its end; for ever if not given. It goes on in the guest then, and its number is"
                            + " told.")
    private double timeout;

    @Option(names = "--no-wait", description = "Only starts it, and prints its number for agent wait.")
    private boolean noWait;

    ExecVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        GuestCommand command =
                GuestCommand.of(words.getFirst(), words.subList(1, words.size()).toArray(String[]::new));
        for (String variable : environment) {
            command = with(command, variable);
        }
        if (input != null) {
            command = command.input(bytes(input));
        }
        GuestCommand wanted = noWait ? command.withoutOutput() : command;
        try (Beginning begun = Beginning.of(
                "start of " + command + " in " + guest.name(), "look in the guest whether it runs", err())) {
            GuestProcess process = begun.begin(() -> guest.agent().execute(wanted));
            if (noWait) {
                out().line(Long.toString(process.pid()), row(guest).with("pid", process.pid()));
                return begun.code().orElse(ExitCode.OK);
            }
            return new Ending(out(), process, begun.interruption(), true).await(timeout, row(guest));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return file.toString().equals("-") ? Input.await(System.in::readAllBytes) : Files.readAllBytes(file);
    }

    private static GuestCommand with(GuestCommand command, String variable) {
        int equals = variable.indexOf('=');
        if (equals >= 0) {
            return command.environment(variable.substring(0, equals), variable.substring(equals + 1));
        }
        String value = System.getenv(variable);
        if (value == null) {
            throw new CommandFailure(ExitCode.USAGE, "the variable " + variable + " is not set here", "");
        }
        return command.environment(variable, value);
    }
}
