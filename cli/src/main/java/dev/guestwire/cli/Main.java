package dev.guestwire.cli;

import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.NotNegative;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.cli.console.LogLines;
import dev.guestwire.cli.console.Unwritten;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Starts the {@code guestwire} command. */
public final class Main {
    /** Options before the verb that take a word. */
    private static final Set<String> WITH_WORD = Set.of("-c", "--connect", "--deadline");

    private static final Set<String> HELP = Set.of("-h", "--help", "help");

    private static final int NAME_WIDTH = 17;
    private static final int USAGE_WIDTH = 80;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (!LogLines.areWanted()) {
            // Loading a logger only to hear that it prints nothing would take longer than many a verb.
            System.setProperty("dev.guestwire.calls", "off");
        }
        Ahead.load();
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        OptionalInt code = QuickStart.execute(out, err, arguments);
        if (code.isPresent()) {
            // There is nothing to clean up, and exit() looks for a logger first.
            Runtime.getRuntime().halt(code.getAsInt());
        }
        System.exit(run(out, err, arguments));
    }

    /** Runs the command with picocli, and {@return its exit code}; what cannot be written changes it. */
    static int run(PrintWriter to, PrintWriter complaints, String... arguments) {
        Gate out = Gate.before(to);
        Gate err = Gate.before(complaints);
        String[] words = words(arguments);
        int code = commandLine(words).setOut(out).setErr(err).execute(words);
        if (out.checkError() && code == ExitCode.OK) {
            err.line("guestwire: " + new Unwritten().getMessage());
            return ExitCode.OUTPUT;
        }
        return code;
    }

    /** {@return the arguments, with our words where they name a command of virsh that is no verb here} */
    static String[] words(String... arguments) {
        int at = verbAt(arguments);
        if (at < 0) {
            return arguments;
        }
        return Verbs.find(arguments[at])
                .map(verb -> GroupVerb.class.isAssignableFrom(verb) ? arguments : VirshNames.bare(at, arguments))
                .or(() -> VirshNames.translate(at, arguments))
                .orElse(arguments);
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
        NotNegative.register(command);
        if (verb.isEmpty() || Stream.of(arguments).anyMatch(HELP::contains)) {
            Examples.add(command);
        }
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, words) -> wrong(failure, words))
                .setExecutionExceptionHandler(
                        (failure, failed, parsed) -> Verb.complain(failed.getCommandSpec(), failure));
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

    private static int wrong(CommandLine.ParameterException failure, String... arguments) {
        Optional<String> verb = verb(arguments);
        boolean known = verb.isEmpty()
                || Verbs.find(verb.get()).isPresent()
                || verb.get().equals("help");
        Gate err = Gate.before(failure.getCommandLine().getErr());
        err.println(known ? UsageComplaint.of(failure) : UsageComplaint.ofVerb(verb.get()));
        err.flush();
        return ExitCode.USAGE;
    }

    private static Optional<String> verb(String... arguments) {
        int at = verbAt(arguments);
        return at < 0 ? Optional.empty() : Optional.of(arguments[at]);
    }

    private static int verbAt(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (WITH_WORD.contains(arguments[i])) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                return i;
            }
        }
        return -1;
    }
}
