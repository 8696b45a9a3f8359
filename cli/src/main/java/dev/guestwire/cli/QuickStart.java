package dev.guestwire.cli;

import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.command.GuestsVerb;
import dev.guestwire.cli.command.Invocation;
import dev.guestwire.cli.command.Settings;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.guest.DestroyVerb;
import dev.guestwire.cli.guest.ListVerb;
import dev.guestwire.cli.guest.ResetVerb;
import dev.guestwire.cli.guest.ResumeVerb;
import dev.guestwire.cli.guest.ShowVerb;
import dev.guestwire.cli.guest.StartVerb;
import dev.guestwire.cli.guest.SuspendVerb;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commonest command lines without picocli, whose model of a command takes longer than all the rest: a verb,
 * guests, and options that take no word. Whatever else stands there, a mistake too, is left to picocli.
 */
final class QuickStart {
    private final List<String> uris = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private boolean json;
    private boolean readOnly;

    private QuickStart() {}

    /** {@return the exit code; empty if this is not one of them, and nothing was done} */
    static OptionalInt execute(PrintWriter out, PrintWriter err, String... arguments) {
        QuickStart line = new QuickStart();
        Verb verb = line.read(List.of(arguments).iterator()) ? line.verb() : null;
        if (verb == null) {
            return OptionalInt.empty();
        }
        Settings settings = new Settings(line.uris, line.json, line.readOnly);
        Invocation invocation = new Invocation("guestwire " + line.words.getFirst(), settings, out, err);
        try {
            return OptionalInt.of(verb.run(invocation));
        } catch (Exception failure) {
            return OptionalInt.of(invocation.complain(failure, ""));
        }
    }

    private boolean read(Iterator<String> arguments) {
        while (arguments.hasNext()) {
            String word = arguments.next();
            switch (word) {
                case "--json" -> json = true;
                case "-r", "--readonly" -> readOnly = true;
                case "-c", "--connect" -> {
                    String uri = arguments.hasNext() ? arguments.next() : "";
                    if (isSpecial(uri)) {
                        return false;
                    }
                    uris.add(uri);
                }
                default -> {
                    if (!word.startsWith("-") && isSpecial(word)) {
                        return false;
                    }
                    (word.startsWith("-") ? options : words).add(word);
                }
            }
        }
        return !words.isEmpty();
    }

    /** {@return whether picocli makes more of a word than its letters: a file of arguments, an option, a quotation} */
    private static boolean isSpecial(String word) {
        return word.isEmpty() || "-@\"'".indexOf(word.charAt(0)) >= 0;
    }

    private @Nullable Verb verb() {
        List<String> rest = words.subList(1, words.size());
        if (words.getFirst().equals("list")) {
            return rest.isEmpty() ? ListVerb.with(options).orElse(null) : null;
        }
        if (!options.isEmpty() || rest.isEmpty() || uris.size() > 1) {
            return null;
        }
        if (words.getFirst().equals("show") && rest.size() == 1) {
            GuestVerb show = new ShowVerb();
            return show.on(rest.getFirst());
        }
        GuestsVerb verb = guests(words.getFirst());
        return verb == null ? null : verb.on(rest);
    }

    private static @Nullable GuestsVerb guests(String name) {
        return switch (name) {
            case "start" -> new StartVerb();
            case "suspend" -> new SuspendVerb();
            case "resume" -> new ResumeVerb();
            case "reset" -> new ResetVerb();
            case "destroy" -> new DestroyVerb();
            default -> null;
        };
    }
}
