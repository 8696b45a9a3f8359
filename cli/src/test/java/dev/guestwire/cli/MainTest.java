package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void helpListsVerbsAndExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: guestwire", "demo", "Exit codes:", "130");
    }

    @Test
    void withoutAVerbItExplainsItself() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("Usage: guestwire", "Commands:");
    }

    @Test
    void theReleaseIsFilledInByTheBuild() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("(?s)guestwire \\d+\\.\\d+\\.\\S+\\s+Java .*");
    }

    @Test
    void aMistypedVerbBringsTheNearOne() {
        assertThat(run("demmo")).isEqualTo(2);
        assertThat(error.toString()).contains("'demmo'", "guestwire demo");
    }

    @Test
    void theNearVerbIsNearByLetters() {
        assertThat(run("lst", "--all")).isEqualTo(2);
        assertThat(error.toString()).startsWith("guestwire: there is no verb 'lst'; did you mean guestwire list?");
    }

    @Test
    void everyVerbOfTheHelpIsExplained() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().lines()).noneMatch(line -> line.matches("  [a-z-]+ *"));
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(run("demo", "--fast")).isEqualTo(2);
        assertThat(error.toString()).contains("Unknown option: '--fast'");
    }

    @Test
    void shellsLearnVerbsAndOptions() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(out.toString()).contains("_complete_guestwire", "attach-device", "--inactive");
        assertThat(Run.of("completion", "zsh").ok().out()).startsWith("autoload");
        assertThat(Run.of("completion", "fish").ok().lines())
                .contains("complete -c guestwire -n '__fish_seen_subcommand_from list' -s a -l all -d"
                        + " 'Those that are shut off, too.'")
                .anyMatch(line -> line.contains("-n '__fish_seen_subcommand_from pool' -f -a refresh"));
    }

    @Test
    void everyVerbOfTheHelpExists() {
        for (Verbs.Group group : Verbs.GROUPS) {
            for (String verb : group.verbs()) {
                assertThat(Run.of(verb, "--help").ok().out()).startsWith("Usage: guestwire " + verb);
            }
        }
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .execute(arguments);
    }
}
