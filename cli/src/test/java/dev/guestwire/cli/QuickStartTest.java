package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines without picocli do as they do with it. */
class QuickStartTest {
    @LibvirtHost
    static Lab lab;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "list --all",
                "list -a --json",
                "list --inactive",
                "list --name",
                "--json list --uuid",
                "list --all -c URI",
                "show test",
                "--readonly show test --json",
                "show nobody",
                "start test",
                "start nobody test --json",
                "suspend test",
                "resume test",
                "reset test",
                "destroy nobody",
                "-r destroy test",
                "list -c test+unix:///default?socket=/nowhere"
            })
    void doesAsPicocliDoes(String line) {
        String[] words = words(line);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        OptionalInt code = QuickStart.execute(new PrintWriter(out), new PrintWriter(err), words);
        Run usual = Run.of(words);
        assertThat(code).hasValue(usual.code());
        assertThat(timeless(out.toString())).isEqualTo(timeless(usual.out()));
        assertThat(err).hasToString(usual.error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "list --help",
                "list -ar",
                "list --nmae",
                "list extra",
                "list @file",
                "list -c",
                "list -c --all",
                "--connect=URI list",
                "list --deadline 5",
                "show",
                "show a b",
                "show test -c URI -c test:///other",
                "start",
                "start --paused test",
                "start -- test",
                "start 'test'",
                "shutdown test",
                "help list"
            })
    void leavesTheRestToPicocli(String line) {
        StringWriter printed = new StringWriter();
        PrintWriter both = new PrintWriter(printed);
        assertThat(QuickStart.execute(both, both, line.isEmpty() ? new String[0] : line.split(" ")))
                .isEmpty();
        assertThat(printed).hasToString("");
    }

    /** The test driver's guest has used more of the CPU at each look. */
    private static String timeless(String text) {
        return text.replaceAll("(?i)(CPU ?time(Seconds\"|):? *)[^,\n]*", "$1");
    }

    private static String[] words(String line) {
        String typed = line.contains("-c ") ? line : line + " -c URI";
        return Stream.of(typed.split(" "))
                .map(word -> word.equals("URI") ? lab.testUri() : word)
                .toArray(String[]::new);
    }
}
