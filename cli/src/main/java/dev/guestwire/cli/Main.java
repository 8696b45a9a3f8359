package dev.guestwire.cli;

import dev.guestwire.cli.command.Complaint;
import dev.guestwire.cli.command.Nearest;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Starts the {@code guestwire} command. */
public final class Main {
    /** Options before the verb that take a word. */
    private static final Set<String> WITH_WORD = Set.of("-c", "--connect", "--deadline");

    private static final int NAME_WIDTH = 17;
    private static final int USAGE_WIDTH = 80;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** {@return the command, able to read these arguments: it has the verb they name, or all verbs if they name none} */
    static CommandLine commandLine(String... arguments) {
        CommandLine command = new CommandLine(new Guestwire());
        Optional<Class<?>> verb = verb(arguments).flatMap(Verbs::find);
        if (verb.isPresent()) {
            command.addSubcommand(verb.get());
        } else {
            addAll(command);
        }
        CommandLine.IParameterExceptionHandler usual = command.getParameterExceptionHandler();
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, words) -> wrong(failure, usual, words))
                .setExecutionExceptionHandler(
                        (failure, failed, parsed) -> Verb.complain(failed.getCommandSpec(), Complaint.of(failure), ""));
    }

    private static void addAll(CommandLine command) {
        for (Verbs.Group group : Verbs.GROUPS) {
            group.verbs().forEach(name -> Verbs.find(name).ifPresent(command::addSubcommand));
        }
        command.addSubcommand(new CommandLine.HelpCommand());
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Main::verbList);
    }

    private static String verbList(Help help) {
        StringBuilder text = new StringBuilder("%nCommands:%n".formatted());
        for (Verbs.Group group : Verbs.GROUPS) {
            text.append("%n%s%n".formatted(help.colorScheme().text("@|bold " + group.title() + "|@")));
            Help.TextTable table = Help.TextTable.forColumns(
                    help.colorScheme(),
                    new Help.Column(NAME_WIDTH, 2, Help.Column.Overflow.SPAN),
                    new Help.Column(USAGE_WIDTH - NAME_WIDTH, 2, Help.Column.Overflow.WRAP));
            group.verbs().forEach(name -> table.addRowValues(name, brief(help, name)));
            text.append(table);
        }
        return text.toString();
    }

    private static String brief(Help help, String name) {
        CommandLine verb = help.commandSpec().subcommands().get(name);
        String[] description = verb == null
                ? new String[0]
                : verb.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    /** A mistyped verb brings the near ones; all else is as picocli has it. */
    private static int wrong(
            CommandLine.ParameterException failure, CommandLine.IParameterExceptionHandler usual, String... arguments)
            throws Exception {
        Optional<String> verb = verb(arguments);
        if (verb.isEmpty() || Verbs.find(verb.get()).isPresent() || verb.get().equals("help")) {
            return usual.handleParseException(failure, arguments);
        }
        List<String> near = Nearest.to(
                verb.get(),
                Verbs.GROUPS.stream().flatMap(group -> group.verbs().stream()).toList());
        String hint = near.isEmpty() ? "" : "; did you mean guestwire " + String.join(" or guestwire ", near) + "?";
        failure.getCommandLine()
                .getErr()
                .println("guestwire: there is no verb '" + verb.get() + "'" + hint
                        + "\n  next: guestwire --help lists the verbs");
        return ExitCode.USAGE;
    }

    private static Optional<String> verb(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (WITH_WORD.contains(arguments[i])) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                return Optional.of(arguments[i]);
            }
        }
        return Optional.empty();
    }
}
