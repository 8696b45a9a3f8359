package dev.guestwire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All output goes through the gate, and none is lost silently. */
class OutputRulesTest {
    private static final Path SOURCES =
            Path.of("src/main/java/dev/guestwire/cli").toAbsolutePath();

    @LibvirtHost
    static Lab lab;

    private static final Pattern ROUND_THE_GATE =
            Pattern.compile("System\\.(?:out|err)\\b|FileDescriptor\\.(?:out|err)\\b"
                    + "|new Print(?:Writer|Stream)\\(|\\.writer\\(\\)|\\.getOut\\(\\)|\\.getErr\\(\\)");

    /** What may be written elsewhere, and why that is no way round. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "Main.java", Set.of("System.out", "System.err", "new PrintWriter(", ".getErr()"), // into the gate
            "command/Invocation.java", Set.of(".getOut()", ".getErr()"), // into the gate
            "Guestwire.java", Set.of(".getOut()"), // the gate itself
            "console/LiveDisplay.java", Set.of(".writer()"), // lines that the gate made
            "console/Screen.java", Set.of(".writer()"), // lines that the gate made
            "console/Display.java", Set.of("System.out"), // to the plain display, whose lines the gate makes
            "console/LogLines.java", Set.of("System.err"), // plain lines
            "output/Bytes.java", Set.of("System.out", "System.err"), // bytes, for a pipe or as they are asked for
            "demo/Demo.java", Set.of("System.err"), // through the gate
            "PlayedDaemon.java", Set.of("System.out")); // of the build

    private static final Set<String> ELSEWHERE = Set.of("Rehearsal.java"); // of the build, whose daemon is played

    @Test
    void nothingGoesRoundTheGate() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = SOURCES.relativize(file).toString();
                Set<String> ways = new TreeSet<>(ROUND_THE_GATE
                        .matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .toList());
                if (!ways.isEmpty() && !ELSEWHERE.contains(name)) {
                    found.put(name, ways);
                }
            }
        }
        found.forEach((file, ways) ->
                assertThat(KNOWN.getOrDefault(file, Set.of())).as(file).containsAll(ways));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "list --json", "xml test", "host capabilities", "stats", "show test", "man list"})
    void whatCannotBeWrittenIsTold(String words) {
        StringWriter error = new StringWriter();
        String[] line = (words + " -c " + lab.testUri()).split(" ");
        int code = Main.run(new PrintWriter(full(), true, UTF_8), new PrintWriter(error, true), line);
        assertThat(code).as(error.toString()).isEqualTo(ExitCode.OUTPUT);
        assertThat(error.toString()).contains("could not be written");
    }

    private static OutputStream full() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[1mbold\033[0m", "a\nb\tc", "plain", "\033[38;5;1mred\033[m"})
    void ourStylesStay(String text) {
        assertThat(Gate.styled(text)).isEqualTo(text);
    }

    @Test
    void everythingElseIsTakenOut() {
        assertThat(Gate.styled("a\033[1mb\033[2Jc\033]0;t\007d\033[0m\033[")).isEqualTo("a\033[1mb?c?d\033[0m?");
        StringWriter out = new StringWriter();
        PrintWriter gate = Gate.before(new PrintWriter(out));
        gate.printf("%s%n", "a\033[2Jb");
        gate.write("c\u009b2Jd".toCharArray());
        gate.write('\033');
        gate.flush();
        assertThat(out.toString()).isEqualTo("a?b\nc?d?");
    }
}
