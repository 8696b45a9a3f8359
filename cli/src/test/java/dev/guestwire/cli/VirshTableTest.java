package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/virsh.md has a row for every command of virsh's that works here, with all options of the same name. */
class VirshTableTest {
    /** The release whose virsh the table was made with. */
    private static final String RELEASE = "9.0.0";

    private static final Path TESTS = Path.of("src/test");
    private static final Pattern OPTION = Pattern.compile("--[\\w-]+");

    /** The cells of a row of the table of options, which begins with the bare name of a command. */
    private static Map<String, List<String>> table() throws Exception {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/virsh.md"))) {
            if (line.matches("\\| [a-z][a-z-]* \\| .*")) {
                List<String> cells = List.of(line.substring(2).split(" \\| ?", -1));
                if (cells.size() > 5 && !cells.getFirst().equals("virsh")) {
                    rows.put(cells.getFirst(), cells.subList(1, cells.size()));
                }
            }
        }
        return rows;
    }

    private static Set<String> options(String text) {
        return new TreeSet<>(
                OPTION.matcher(text).results().map(MatchResult::group).toList());
    }

    /** Of each command of virsh's that works here the options that do, too. */
    private static Map<String, Set<String>> shared() throws Exception {
        Map<String, Set<String>> shared = new TreeMap<>();
        help().forEach((command, theirs) -> {
            boolean verb = Verbs.find(command).isPresent();
            String rule = VirshNames.rule(command);
            if (verb || !rule.isEmpty()) {
                Set<String> ours = options(rule);
                String[] words = Main.words(command);
                CommandLine at = Main.commandLine(words);
                for (String word : words) {
                    at = at.getSubcommands().getOrDefault(word, at);
                }
                at.getCommandSpec().options().forEach(option -> ours.addAll(List.of(option.names())));
                ours.retainAll(theirs);
                shared.put(command, ours);
            }
        });
        return shared;
    }

    private static Map<String, Set<String>> help() throws Exception {
        String names = virsh("help");
        List<String> commands = names.lines()
                .filter(line -> line.matches(" {4}[a-z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(name -> !name.equals("help"))
                .toList();
        String all = virsh(
                String.join("; ", commands.stream().map(name -> "help " + name).toList()));
        Map<String, Set<String>> options = new LinkedHashMap<>();
        for (String part : all.split("\n? {2}NAME\n")) {
            String name = part.strip().split(" ", 2)[0];
            if (commands.contains(name)) {
                int at = part.indexOf("  OPTIONS");
                Set<String> some = new TreeSet<>();
                if (at >= 0) {
                    part.substring(at)
                            .lines()
                            .filter(line -> line.matches(" {4}\\[?--.*"))
                            .forEach(line -> some.addAll(options(line.strip().split("[\\] ]", 2)[0])));
                }
                options.put(name, some);
            }
        }
        return options;
    }

    private static String virsh(String words) throws Exception {
        Process virsh = new ProcessBuilder("virsh", words).start();
        String text = new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(virsh.waitFor()).isZero();
        return text;
    }

    @Test
    void everyWordThatIsSharedIsThere() throws Exception {
        Map<String, Set<String>> told = new TreeMap<>();
        table().forEach((command, cells) -> told.put(command, options(cells.getFirst())));
        Map<String, Set<String>> shared = shared();
        if (virsh("--version").strip().equals(RELEASE)) {
            assertThat(told).isEqualTo(shared);
        }
        // another release's virsh has other words: what it shares with the table is ours all the same
        told.keySet().retainAll(shared.keySet());
        Map<String, Set<String>> theirs = help();
        told.forEach((command, options) -> {
            options.retainAll(theirs.getOrDefault(command, Set.of()));
            assertThat(shared.get(command)).as(command).containsAll(options);
        });
    }

    @Test
    void everyRowSaysWhatHoldsIt() throws Exception {
        for (Map.Entry<String, List<String>> row : table().entrySet()) {
            assertThat(row.getValue()).as(row.getKey()).hasSizeGreaterThanOrEqualTo(5);
            String[] proof = row.getValue().get(4).replaceAll("[` |]", "").split("#");
            boolean golden = proof[0].endsWith(".txt");
            Path file = TESTS.resolve(
                    golden ? "resources/golden/" + proof[0] : "java/dev/guestwire/cli/" + proof[0] + ".java");
            assertThat(file).as(row.getKey()).exists();
            if (proof.length > 1) {
                assertThat(Files.readString(file)).as(row.getKey()).contains(" " + proof[1] + "(");
            }
        }
    }
}
