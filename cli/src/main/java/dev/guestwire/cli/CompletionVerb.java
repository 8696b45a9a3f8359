package dev.guestwire.cli;

import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** The verb {@code completion}. */
@Command(
        name = "completion",
        description = {
            "Prints what a shell needs to complete verbs and options.",
            "bash and zsh: source <(guestwire completion bash)    fish: guestwire completion fish | source"
        },
        mixinStandardHelpOptions = true)
final class CompletionVerb extends Verb {
    /** The shells that are known. */
    enum Shell {
        /** Bash. */
        BASH,
        /** Zsh, which runs the script for bash. */
        ZSH,
        /** Fish. */
        FISH
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.BASH;

    CompletionVerb() {}

    @Override
    public Integer call() {
        CommandLine command = Main.commandLine();
        PrintWriter out = out().out();
        switch (shell) {
            case BASH -> out.println(AutoComplete.bash("guestwire", command));
            case ZSH ->
                out.println("autoload -U +X bashcompinit && bashcompinit\n" + AutoComplete.bash("guestwire", command));
            case FISH -> fish(out, command);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void fish(PrintWriter out, CommandLine command) {
        out.println("complete -c guestwire -f -n __fish_use_subcommand");
        for (Map.Entry<String, CommandLine> verb : command.getSubcommands().entrySet()) {
            CommandSpec spec = verb.getValue().getCommandSpec();
            String name = verb.getKey();
            line(out, "-n __fish_use_subcommand -a " + name, spec.usageMessage().description());
            String seen = "-n '__fish_seen_subcommand_from " + name + "'";
            verb.getValue()
                    .getSubcommands()
                    .forEach((below, its) -> line(
                            out,
                            seen + " -f -a " + below,
                            its.getCommandSpec().usageMessage().description()));
            spec.options().forEach(option -> line(out, seen + words(option), option.description()));
        }
    }

    private static String words(OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
        }
        return words + (option.arity().max() > 0 ? " -r" : "");
    }

    private static void line(PrintWriter out, String words, String[] description) {
        String text = description.length == 0 ? "" : description[0].replace("'", "\\'");
        out.println("complete -c guestwire " + words + " -d '" + text + "'");
    }
}
