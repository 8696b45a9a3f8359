package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ManVerbTest {
    private static final String REQUEST = "\\.(TH|SH|SS|TP|PP|RS|RE|ad|br|nf|fi)( .*)?";

    @TempDir
    Path folder;

    @Test
    void everyVerbHasAPageThatTellsAllOfIt() throws Exception {
        assertThat(Run.of("man", "--to", folder.toString()).ok().out()).endsWith("pages written\n");
        CommandSpec root = Main.commandLine().getCommandSpec();
        check(root, Files.readString(folder.resolve("guestwire.1")));
        for (CommandLine verb : ManPage.verbs(root).values()) {
            CommandSpec spec = verb.getCommandSpec();
            String page = Files.readString(folder.resolve("guestwire-" + spec.name() + ".1"));
            check(spec, page);
            checkBelow(spec, page);
        }
    }

    private static void checkBelow(CommandSpec group, String page) {
        for (CommandLine verb : ManPage.verbs(group).values()) {
            CommandSpec spec = verb.getCommandSpec();
            String title = ".SS \"" + ManPage.escape(spec.qualifiedName()) + "\"\n";
            assertThat(page).contains(title);
            String section =
                    page.substring(page.indexOf(title) + title.length()).split("\n\\.S[SH] ", 2)[0];
            spec.positionalParameters().stream()
                    .filter(one -> !one.hidden())
                    .forEach(one -> assertThat(section).contains("\\fI" + ManPage.escape(one.paramLabel()) + "\\fR"));
            spec.options().stream()
                    .filter(one -> !one.hidden() && !one.inherited() && !one.usageHelp() && !one.versionHelp())
                    .forEach(one -> assertThat(section)
                            .as(title)
                            .contains("\\fB" + ManPage.escape(one.longestName()) + "\\fR")
                            .contains(ManPage.escape(one.description()[0].split("[ %]")[0])));
            checkBelow(spec, page);
        }
    }

    @Test
    void programsGetItToo() {
        assertThat(Run.of("man", "disk", "copy", "--json").ok().out())
                .startsWith("{\"command\":\"guestwire disk copy\",\"page\":\".TH ")
                .endsWith("\"}\n");
        assertThat(Run.of("man", "--to", folder.toString(), "--json").ok().out())
                .startsWith("{\"folder\":\"" + folder + "\",\"pages\":")
                .contains("\"result\":\"");
    }

    private static void check(CommandSpec spec, String page) {
        assertThat(page)
                .startsWith(".TH ")
                .doesNotContain("@|", "COMPLETION-CANDIDATES")
                .matches("\\p{ASCII}+");
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches(REQUEST));
        spec.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> assertThat(page).contains("\\fB" + ManPage.escape(option.longestName()) + "\\fR"));
    }

    @Test
    void textIsNoRequestAndNoEscape() {
        assertThat(ManPage.escape(".so a-b")).isEqualTo("\\&.so a\\-b");
        assertThat(ManPage.escape("'\\\"…")).isEqualTo("\\(aq\\e\\(dq\\[u2026]");
    }

    @Test
    void aVerbBelowAnotherHasOneToo() {
        assertThat(Run.of("man", "disk", "copy").ok().out()).startsWith(".TH \"GUESTWIRE\\-DISK\\-COPY\" 1");
        assertThat(Run.of("man", "disc").error()).contains("guestwire has no verb 'disc'", "disk");
    }
}
