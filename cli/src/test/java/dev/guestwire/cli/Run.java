package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The command, run in this process as if through a pipe.
 *
 * @param code its exit code
 * @param out what it printed
 * @param error what it complained of
 */
record Run(int code, String out, String error) {
    static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        String[] words = Main.words(arguments);
        CommandLine command = Main.commandLine(words);
        int code = command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .execute(words);
        return new Run(code, out.toString(), error.toString());
    }

    /** With a host at the end of the words. */
    static Run of(String[] arguments, String uri) {
        return of(Stream.concat(Stream.of(arguments), Stream.of("-c", uri)).toArray(String[]::new));
    }

    /** Fails unless it ended well. */
    Run ok() {
        assertThat(code).as("%s%s", out, error).isZero();
        return this;
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
