package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides show is what compiles. */
class GuidesTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"guests.md", "hosts.md", "jobs.md"})
    void eachExampleCompiles(String guide) throws IOException {
        String compiled = words(Files.readString(Path.of("src/test/java/dev/guestwire/GuideExamples.java")));
        assertThat(BLOCK.matcher(Files.readString(Path.of("../docs", guide))).results())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(compiled).contains(words(block.group(1))));
    }

    /** Lines are broken differently in the two. */
    private static String words(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining()).replace(" ", "");
    }
}
