package dev.guestwire.cli;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.Nearest;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.NewFile;
import dev.guestwire.cli.output.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code man}. */
@Command(
        name = "man",
        description = {
            "Prints the manual page of the command or of a verb, for man(1).",
            "To read one: guestwire man disk | man -l -"
        },
        mixinStandardHelpOptions = true)
final class ManVerb extends Verb {
    @Parameters(arity = "0..*", paramLabel = "VERB", description = "A verb, and one below it; none: the command.")
    private List<String> words = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Writes all pages into a folder, such as /usr/local/share/man/man1; it is made if need be.")
    private @Nullable Path folder;

    ManVerb() {}

    @Override
    public Integer call() throws IOException {
        CommandSpec root = Main.commandLine().getCommandSpec();
        String release = new Release().getVersion()[0];
        if (folder == null) {
            CommandSpec spec = find(root);
            out().text("page", ManPage.of(spec, release), new Row().with("command", spec.qualifiedName()));
        } else if (!words.isEmpty()) {
            throw wrong("--to writes all pages; leave '" + words.getFirst() + "' away");
        } else {
            writeAll(root, release, folder);
        }
        return ExitCode.OK;
    }

    private CommandSpec find(CommandSpec root) {
        CommandSpec spec = root;
        for (String word : words) {
            CommandLine below = spec.subcommands().get(word);
            if (below == null) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        spec.qualifiedName() + " has no verb '" + word + "'"
                                + Nearest.hint(word, ManPage.verbs(spec).keySet()),
                        spec.qualifiedName() + " --help tells what it has");
            }
            spec = below.getCommandSpec();
        }
        return spec;
    }

    private void writeAll(CommandSpec root, String release, Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.FAILED, folder + " is no folder", "name a folder");
        }
        Files.createDirectories(folder);
        write(root, release, folder);
        var verbs = ManPage.verbs(root).values();
        for (CommandLine verb : verbs) {
            write(verb.getCommandSpec(), release, folder);
        }
        int pages = verbs.size() + 1;
        Row row = new Row().with("folder", folder).with("pages", pages);
        out().done(pages + " pages written", row);
    }

    private static void write(CommandSpec spec, String release, Path folder) throws IOException {
        byte[] page = ManPage.of(spec, release).getBytes(StandardCharsets.US_ASCII);
        new NewFile(folder.resolve(ManPage.name(spec) + ".1")).write(page);
    }
}
