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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Without {@code --wait} virsh leaves a job to itself, and without {@code --pivot} what is ready as it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blockcopy web vda /a | disk copy web vda /a --background",
                "blockcopy web vda --dest=/a --wait | disk copy web vda /a --until-ready",
                "blockcopy web vda /a --finish | disk copy web vda /a",
                "blockcopy web vda /a --pivot --format raw | disk copy web vda /a --pivot --format raw",
                "blockcommit web vda --active | disk commit web vda --active --background",
                "blockcommit web vda --active --wait --verbose | disk commit web vda --active --until-ready",
                "blockcommit web vda --pivot | disk commit web vda --active",
                "blockcommit web vda --top /b --wait | disk commit web vda --top /b",
                "blockpull web vda | disk pull web vda --background",
                "blockpull web vda --wait | disk pull web vda",
                "backup-begin web b.xml | backup start web b.xml --background"
            })
    void jobsAreLeftAsVirshLeavesThem(String virsh, String ours) {
        assertThat(Main.words(virsh.split(" "))).containsExactly(ours.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setmem 3 65536 | memory set 3 65536KiB --live",
                "setmem web --size=1G --config | memory set web 1G --config",
                "setvcpus web 2 --guest | cpu set web 2 --guest",
                "setvcpu web 2 --disable | cpu plug web 2 --out",
                "memtune web --hard-limit 1024 --swap-hard-limit -1 | memory limits web --hard 1024KiB --swap none",
                "vol-delete v images | volume delete images v",
                "vol-clone v w --pool images | volume clone images v w",
                "vol-resize v 1G images --delta | volume resize images v 1G --delta",
                "desc web --title a b | metadata title web a b",
                "dommemstat web --period 3 --live | memory period web 3 --live",
                "dommemstat web --live | memory show web",
                "domjobabort web --postcopy | job cancel web --postcopy",
                "domhostname web --source lease | agent hostname web --source lease",
                "snapshot-create web s.xml --disk-only | snapshot create web --xmlfile s.xml --disk-only",
                "checkpoint-create-as web c text | checkpoint create web --name c --description text"
            })
    void whatVirshMeansIsSaidInOurWords(String virsh, String ours) {
        assertThat(Main.words(virsh.split(" "))).containsExactly(ours.split(" "));
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
