package dev.guestwire.cli;

import dev.guestwire.cli.command.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to tell of a command line that is wrong: what is, what may have been meant, and how the verb is used. */
final class UsageComplaint {
    private static final String HELP = " --help tells what it takes";
    private static final String OF_COMMAND = " GUEST -- COMMAND: what stands after -- is the command's";

    private UsageComplaint() {}

    /** {@return what to tell if there is no verb of a name} */
    static String ofVerb(String verb) {
        Optional<String> virsh = VirshNames.advice(verb);
        if (virsh.isPresent()) {
            return "guestwire: " + virsh.get() + "\n  next: guestwire --help lists the verbs";
        }
        List<String> names =
                Verbs.GROUPS.stream().flatMap(group -> group.verbs().stream()).toList();
        return noVerb("guestwire", verb, names);
    }

    private static String noVerb(String command, String verb, List<String> names) {
        List<String> near = Nearest.to(verb, names);
        String hint = near.isEmpty()
                ? ""
                : "; did you mean " + command + " " + String.join(" or " + command + " ", near) + "?";
        return command + ": there is no verb '" + verb + "'" + hint + "\n  next: " + command
                + " --help lists the verbs";
    }

    /** {@return what to tell of a failure to understand the words after a verb} */
    static String of(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            if (word.startsWith("-")) {
                text = "Unknown option: '" + word + "'" + Nearest.hint(word, options(command.getCommandSpec()));
            } else if (!command.getSubcommands().isEmpty()) {
                return noVerb(name, word, List.copyOf(command.getSubcommands().keySet()));
            } else {
                text = "'" + word + "' is one word too many";
            }
        } else if (!command.getSubcommands().isEmpty() && text.startsWith("Missing")) {
            return name + ": Missing a verb\n" + command.getUsageMessage();
        }
        return name + ": " + text + "\n  usage: " + usage(command.getCommandSpec()) + "\n  next: " + name
                + (text.startsWith("Unknown option") && takesCommand(command) ? OF_COMMAND : HELP);
    }

    private static boolean takesCommand(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream()
                .anyMatch(words -> words.paramLabel().equals("COMMAND"));
    }

    private static List<String> options(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        spec.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> names.addAll(List.of(option.names())));
        names.removeIf(one -> !one.startsWith("--"));
        return names;
    }

    private static String usage(CommandSpec spec) {
        StringBuilder text = new StringBuilder(spec.qualifiedName());
        for (PositionalParamSpec one : spec.positionalParameters()) {
            String label = one.paramLabel() + (one.arity().max() > 1 ? "..." : "");
            text.append(' ').append(one.arity().min() == 0 ? "[" + label + "]" : label);
        }
        return text.append(" [OPTIONS]").toString();
    }
}
