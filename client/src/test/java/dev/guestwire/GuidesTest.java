package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides show is what compiles, and says where its types come from. */
class GuidesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+);\n");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package [\\w.]+;\n");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.\"])[A-Z]\\w*");
    private static final List<Path> EXAMPLES = List.of(
            Path.of("src/test/java/dev/guestwire/GuideExamples.java"),
            Path.of("src/test/java/org/example/guests/BackUpGuest.java"),
            Path.of("src/test/java/org/example/guests/ProvisionGuest.java"),
            Path.of("../examples/consumer/src/main/java/module-info.java"),
            Path.of("../examples/consumer/src/main/java/org/example/guests/ListGuests.java"));

    @ParameterizedTest
    @ValueSource(strings = {"backup.md", "getting-started.md", "guests.md", "hosts.md", "jobs.md", "provisioning.md"})
    void eachExampleCompiles(String guide) throws IOException {
        String compiled = words(examples().collect(Collectors.joining("\n")));
        assertThat(blocks(guide))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(compiled).contains(words(withoutHeader(block))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup.md", "getting-started.md", "guests.md", "hosts.md", "jobs.md", "provisioning.md"})
    void eachExampleSaysWhereItsTypesComeFrom(String guide) throws IOException {
        Map<String, String> known = known();
        for (String block : blocks(guide)) {
            List<String> imported =
                    IMPORT.matcher(block).results().map(found -> found.group(1)).toList();
            List<String> used = NAME.matcher(withoutHeader(block))
                    .results()
                    .map(MatchResult::group)
                    .filter(known::containsKey)
                    .map(known::get)
                    .distinct()
                    .toList();
            assertThat(imported).as("%s: %s", guide, block).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    @Test
    void theDependencyIsThatOfTheExample() throws IOException {
        String example = words(Files.readString(Path.of("../examples/consumer/pom.xml")));
        assertThat(DEPENDENCY
                        .matcher(Files.readString(DOCS.resolve("getting-started.md")))
                        .results()
                        .map(found -> words(found.group()))
                        .filter(example::contains))
                .hasSize(1);
    }

    private static List<String> blocks(String guide) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS.resolve(guide)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String withoutHeader(String block) {
        return IMPORT.matcher(PACKAGE.matcher(block).replaceAll("")).replaceAll("");
    }

    private static Stream<String> examples() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path example : EXAMPLES) {
            texts.add(withoutHeader(Files.readString(example)));
        }
        return texts.stream();
    }

    /** {@return the types that the examples import, and those beside them, by their simple names} */
    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new TreeMap<>();
        RoomsTest.CLIENT.stream()
                .filter(type -> type.getPackageName().equals("dev.guestwire") && type.isTopLevelClass())
                .forEach(type -> known.put(type.getSimpleName(), type.getName()));
        for (Path example : EXAMPLES) {
            for (MatchResult found :
                    IMPORT.matcher(Files.readString(example)).results().toList()) {
                String name = found.group(1);
                if (name.startsWith("org.example.")) {
                    continue;
                }
                known.put(name.substring(name.lastIndexOf('.') + 1), name);
            }
        }
        assertThat(new TreeSet<>(known.values())).hasSameSizeAs(known.keySet());
        return known;
    }

    /** Lines are broken differently in the two. */
    private static String words(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining()).replace(" ", "");
    }
}
