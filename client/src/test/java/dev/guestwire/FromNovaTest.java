package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/from-nova.md} has a row for every member of Nova's guest.py, and each row names tests that exist. */
class FromNovaTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z_.]+)`.*\\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

    @Test
    void noMemberIsMissing() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1))).containsAll(members());
    }

    @Test
    void eachRowNamesATestThatExists() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Matcher row : rows().stream().map(FromNovaTest::tests).toList()) {
            boolean named = false;
            while (row.find()) {
                named = true;
                if (!hasMethod(row.group(1), row.group(2))) {
                    wrong.add(row.group());
                }
            }
            if (!named) {
                wrong.add("no test: " + row);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Matcher tests(MatchResult row) {
        return TEST.matcher(row.group());
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/from-nova.md")))
                .results()
                .toList();
    }

    private static List<String> members() throws IOException {
        try (InputStream list = FromNovaTest.class.getResourceAsStream("guest-py-members.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static boolean hasMethod(String type, String method) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("client/src/test"))) {
            for (Path file : files.filter(path -> path.endsWith(type + ".java")).toList()) {
                if (Files.readString(file).contains("void " + method + "(")) {
                    return true;
                }
            }
        }
        return false;
    }
}
