package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md says is so. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void theExampleIsTheOneThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/guestwire/ReadmeExample.java"));
        String region = source.substring(source.indexOf("region=\"readme\"\n") + 16, source.indexOf("        // @end"));
        assertThat(firstJavaBlock()).isEqualTo(region.stripTrailing().stripIndent() + "\n");
    }

    @Test
    void theExampleRuns(@LibvirtHost Lab lab) {
        ReadmeExample.run(lab.testUri(), "test");
    }

    @Test
    void eachTestItNamesExists() throws IOException {
        List<String> named = TEST.matcher(readme())
                .results()
                .map(match -> match.group(1) + ".java")
                .toList();
        assertThat(testFiles()).containsAll(named);
    }

    @Test
    void itIsShort() throws IOException {
        assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String firstJavaBlock() throws IOException {
        String readme = readme();
        int start = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static Set<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .collect(Collectors.toSet());
        }
    }
}
