package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A new verb needs a line in {@link Examples}. */
class ExamplesTest {
    private static void collect(CommandLine command, List<CommandLine> all) {
        command.getSubcommands().forEach((name, verb) -> {
            if (!name.equals("help")) {
                all.add(verb);
                collect(verb, all);
            }
        });
    }

    @Test
    void everyVerbHasAnExample() {
        List<CommandLine> verbs = new ArrayList<>();
        collect(Main.commandLine(), verbs);
        assertThat(verbs).hasSizeGreaterThan(80);
        assertThat(verbs.stream()
                        .filter(verb -> Stream.of(
                                        verb.getCommandSpec().usageMessage().footer())
                                .noneMatch(line -> line.startsWith(
                                        "  " + verb.getCommandSpec().qualifiedName())))
                        .map(verb -> verb.getCommandSpec().qualifiedName()))
                .as("verbs without an example")
                .isEmpty();
    }

    @Test
    void theHelpOfAVerbShowsThem() {
        String help = Run.of("disk", "commit", "--help").ok().out();
        assertThat(help).endsWith("Example:\n  guestwire disk commit web vda --active\n");
        assertThat(Run.of("help", "show").ok().out()).contains("guestwire show web --only state");
        assertThat(Run.of("pool", "--help").ok().out()).contains("Commands:", "refresh", "  guestwire pool list");
        assertThat(Run.of("help", "pool").ok().out()).contains("Commands:", "refresh");
    }
}
