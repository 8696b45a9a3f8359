package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people type who know virsh. */
class VirshNamesTest {
    @LibvirtHost
    static Lab lab;

    private static Run run(String... words) {
        return Run.of(words, lab.testUri());
    }

    @Test
    void nothingOfVirshIsForgotten() throws Exception {
        Process virsh = new ProcessBuilder("virsh", "help").start();
        String help = new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(virsh.waitFor()).isZero();
        List<String> names = help.lines()
                .filter(line -> line.matches(" {4}[a-z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(name -> !name.equals("help"))
                .toList();
        assertThat(names).hasSizeGreaterThan(200).allSatisfy(name -> {
            boolean verb = Verbs.find(name).isPresent();
            assertThat(verb || VirshNames.all().containsKey(name)).as(name).isTrue();
        });
    }

    @Test
    void whatIsAnotherNameNamesAVerb() {
        VirshNames.all().forEach((name, ours) -> {
            if (ours.startsWith("`")) {
                String[] words = Main.words(name);
                Map<String, CommandLine> verbs = Main.commandLine(words).getSubcommands();
                assertThat(verbs).as(name).containsKey(words[0]);
                boolean isGroup = verbs.values().stream()
                        .anyMatch(verb -> !verb.getSubcommands().isEmpty());
                assertThat(!isGroup
                                || verbs.values().stream()
                                        .anyMatch(verb -> verb.getSubcommands().containsKey(words[1])))
                        .as(name)
                        .isTrue();
            }
        });
    }

    @Test
    void theDocumentationSaysTheSame() throws Exception {
        Map<String, String> told = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/virsh.md"))) {
            if (line.startsWith("| `")) {
                String[] cells = line.split(" \\| ", 2);
                told.put(cells[0].replaceAll("[|` ]", ""), cells[1].replaceFirst(" \\|$", ""));
            }
        }
        assertThat(told).isEqualTo(VirshNames.all());
    }

    @Test
    void virshsNamesWork() {
        assertThat(run("domstate", "test").ok().out()).isEqualTo("running\n");
        assertThat(run("domid", "--domain", "test").ok().out()).isEqualTo("1\n");
        assertThat(run("domuuid", "test").ok().out()).isEqualTo("6695eb01-f6a4-8304-79aa-97f2502e193f\n");
        assertThat(run("domname", "1").ok().out()).isEqualTo("test\n");
        assertThat(run("domblklist", "test", "--details").ok().out()).contains("vda", "/guest/diskimage1");
        assertThat(run("domiflist", "test").ok().out()).startsWith("MAC");
        assertThat(run("net-list", "--all").ok().out()).contains("default");
        assertThat(run("pool-dumpxml", "default-pool").ok().out()).startsWith("<pool");
        assertThat(run("uri").ok().out()).isEqualTo("test:///default\n");
        assertThat(run("version").ok().lines()).hasSize(3);
        assertThat(run("snapshot-create-as", "test", "--name", "one", "--json")
                        .ok()
                        .out())
                .contains("\"snapshot\":\"one\"");
        assertThat(run("vol-create-as", "default-pool", "new", "--capacity", "1M")
                        .ok()
                        .out())
                .isEqualTo("new: made\n");
        assertThat(run("list", "--all", "--managed-save").ok().out()).contains("test");
    }

    @Test
    void whatIsNamedThereIsBareHere() {
        assertThat(Main.words("start", "--paused", "--domain", "web")).containsExactly("start", "web", "--paused");
        assertThat(Main.words("-c", "x", "save", "--file=/a", "--domain=web"))
                .containsExactly("-c", "x", "save", "web", "/a");
        assertThat(Main.words("migrate", "web", "--desturi", "y", "--p2p"))
                .containsExactly("migrate", "web", "y", "--p2p");
        assertThat(Main.words("agent", "exec", "web", "--", "ls", "--file", "x"))
                .containsExactly("agent", "exec", "web", "--", "ls", "--file", "x");
        assertThat(Main.words("start", "--domain")).containsExactly("start", "--domain");
        assertThat(run("dumpxml", "--domain", "test").ok().out()).startsWith("<domain");
        assertThat(run("define", "--file", "/no/such").error()).contains("no such file: /no/such");
    }

    @Test
    void sizesMeanWhatVirshMeans() {
        assertThat(Main.words("-c", "x", "blockresize", "web", "--path", "vda", "--size", "2048"))
                .containsExactly("-c", "x", "disk", "resize", "web", "vda", "2048KiB");
        assertThat(Main.words("vol-resize", "new", "1G", "--pool", "images"))
                .containsExactly("volume", "resize", "images", "new", "1G");
        assertThat(Main.words("blockcopy", "web", "vda", "--dest", "/a", "--wait", "--verbose", "--pivot"))
                .containsExactly("disk", "copy", "web", "vda", "/a", "--pivot");
    }

    @Test
    void forOthersThereIsAdviceOrAReason() {
        Run other = Run.of("attach-disk", "web", "/a", "vdb");
        assertThat(other.code()).isEqualTo(ExitCode.USAGE);
        assertThat(other.error())
                .startsWith("guestwire: virsh's attach-disk is here: guestwire attach-device GUEST FILE: ");
        assertThat(Run.of("iface-list").error()).startsWith("guestwire: virsh's iface-list has no counterpart: ");
    }
}
