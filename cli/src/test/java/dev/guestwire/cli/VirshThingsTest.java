package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.Element;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes, snapshots, documents: virsh and the command make and show the same by the same words. */
class VirshThingsTest {
    @LibvirtHost
    static Lab lab;

    @TempDir
    static Path folder;

    /** The test driver keeps its state as long as somebody is connected. */
    private static Host held;

    private static Agreement test;
    private static Agreement qemu;

    @BeforeAll
    static void begin() {
        held = Host.connect(lab.testUri());
        test = new Agreement(lab.testUri());
        qemu = new Agreement(lab.qemuUri());
    }

    @AfterAll
    static void end() {
        held.close();
    }

    private static String[] words(String command, String... more) {
        return Stream.concat(Stream.of(command.split(" ")), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//disk/target",
                "//disk/@type",
                "//name/text()",
                "//disk",
                "//nosuch",
                "//interface/*",
                "//target --wrap"
            })
    void xpaths(String expression) throws Exception {
        String[] line = words("dumpxml test --xpath " + expression);
        assertThat(test.text(line).replace('"', '\''))
                .isEqualTo(test.virsh(line).replace('"', '\''));
    }

    @Test
    void anXPathMayCount() {
        assertThat(test.text("xml", "test", "--xpath", "count(//disk)")).isEqualTo("1");
        Run wrong = Run.of(words("xml test --xpath //["), lab.testUri());
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.error()).contains("'//[' is no XPath");
    }

    @Test
    void inactiveDevices() throws Exception {
        String xml = test.virsh("dumpxml", "test", "--inactive");
        held.define(xml.replace("diskimage1", "other").replace("aa:bb:cc:dd:ee:ff", "52:54:00:00:00:99"));
        for (String option : List.of("", " --inactive")) {
            List<List<String>> disks = test.ours(words("domblklist test" + option)).stream()
                    .map(disk -> disk.all("disk", "source"))
                    .toList();
            assertThat(test.rows(words("domblklist test" + option))).isEqualTo(disks);
            List<String> cards = test.ours(words("domiflist test" + option)).stream()
                    .map(card -> card.get("mac"))
                    .toList();
            assertThat(test.rows(words("domiflist test" + option)).stream().map(List::getLast))
                    .isEqualTo(cards);
        }
        held.define(xml);
    }

    @Test
    void titles() {
        test.text("metadata", "title", "test", "the", "one");
        assertThat(test.text("list", "--title").lines()).last().asString().endsWith("the one");
        assertThat(test.json("list", "--title")).contains("\"title\":\"the one\"");
    }

    @Test
    void snapshotDocuments() throws Exception {
        sameDocument(words("snapshot-create-as test a", "b c", "--print-xml"));
        sameDocument(words("snapshot-create-as test --name x --description y --print-xml --memspec /mm"));
        sameDocument(
                words(
                        "snapshot-create-as test a d vda,snapshot=external,driver=qcow2,stype=block,file=/dev/x"
                                + " --print-xml --memspec file=/m,snapshot=external --diskspec vdb,snapshot=no --diskspec vdc,file=/a,,b"));
        assertThat(Run.of(words("snapshot create test a --diskspec file=/a"), lab.testUri())
                        .error())
                .contains("'file=/a' is not DISK[,snapshot=KIND]");
    }

    @Test
    void checkpointDocuments() throws Exception {
        sameDocument(words("checkpoint-create-as test c1", "what for", "--print-xml"));
        assertThat(test.text("checkpoint", "create", "test", "c2", "--print-xml"))
                .contains("<name>c2</name>");
    }

    private static void sameDocument(String... line) throws Exception {
        assertThat(pretty(test.text(line))).isEqualTo(pretty(test.virsh(line)));
    }

    private static String pretty(String xml) {
        return Element.parse(xml).toPrettyXml().replaceAll(">\\s+</domain", "></domain");
    }

    @Test
    void snapshotsByADocument() throws Exception {
        Path file = Files.writeString(
                folder.resolve("s.xml"), "<domainsnapshot><name>by a document</name></domainsnapshot>");
        test.text("snapshot-create", "test", file.toString());
        assertThat(test.virsh("snapshot-list", "test", "--name")).contains("by a document");
        assertThat(Run.of(words("snapshot create test n --xmlfile " + file), lab.testUri())
                        .code())
                .isEqualTo(ExitCode.USAGE);
        test.text("snapshot", "delete", "test", "by a document");
    }

    @Test
    void trees() throws Exception {
        for (String name : List.of("s1", "s2", "s3")) {
            test.text("snapshot-create-as", "test", name);
        }
        test.text("snapshot-revert", "test", "s1", "--running");
        test.text("snapshot-create-as", "test", "t1");
        assertThat(bare(test.text("snapshot-list", "test", "--tree")))
                .isEqualTo(bare(test.virsh("snapshot-list", "test", "--tree")));
        test.text("snapshot-delete", "test", "--current");
        assertThat(test.text("snapshot", "list", "test", "--name")).isEqualTo("s1\ns2\ns3");
        test.text("snapshot-delete", "test", "s1", "--children-only");
        assertThat(test.virsh("snapshot-list", "test", "--name").strip()).isEqualTo("s1");
        test.text("snapshot-delete", "test", "s1", "--children");
        assertThat(test.virsh("snapshot-list", "test", "--name").strip()).isEmpty();
    }

    private static String bare(String text) {
        return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    @Test
    void capabilities() throws Exception {
        assertThat(qemu.text(words("domcapabilities --machine q35 --arch x86_64 --virttype qemu")))
                .isEqualTo(qemu.virsh(words("domcapabilities --machine q35 --arch x86_64 --virttype qemu")));
    }

    private static Path pool(String name) throws Exception {
        Path place = lab.folder().resolve(name);
        Path xml = Files.writeString(
                folder.resolve(name + ".xml"),
                "<pool type='dir'><name>" + name + "</name><target><path>" + place + "</path></target></pool>");
        qemu.text("pool-create", xml.toString(), "--build");
        return place;
    }

    @Test
    void pools() throws Exception {
        assertThat(pool("built")).isDirectory();
        assertThat(qemu.text("pool-dumpxml", "built")).isEqualTo(qemu.virsh("pool-dumpxml", "built"));
    }

    @Test
    void volumes() throws Exception {
        pool("things");
        qemu.virsh("vol-create-as", "things", "base", "1M");
        List<String> differences = new ArrayList<>();
        for (String options : List.of(
                "",
                " --format raw",
                " --allocation 0",
                " --allocation 64K --format raw",
                " --format qcow2",
                " --format qcow2 --prealloc-metadata",
                " --format qcow2 --backing-vol base --backing-vol-format raw")) {
            qemu.virsh(words("vol-create-as things theirs 1M" + options));
            qemu.text(words("vol-create-as things ours 1M" + options));
            String theirs = qemu.virsh("vol-dumpxml", "theirs", "things");
            String ours = qemu.text("vol-dumpxml", "ours", "things");
            if (options.contains("qcow2")) {
                assertThat(ours).as(options).contains("<compat>1.1</compat>");
            }
            if (!plain(theirs).equals(plain(ours))) {
                differences.add(options + "\n" + plain(theirs) + "\n" + plain(ours));
            }
            qemu.virsh("vol-delete", "theirs", "things");
            qemu.text("vol-delete", "ours", "things");
        }
        assertThat(differences).isEmpty();
        qemu.text("volume", "create", "things", "own", "1M");
        assertThat(qemu.virsh("vol-dumpxml", "own", "things")).contains("<format type='raw'/>");
        assertThat(qemu.text(words("volume create things none 1M --print-xml"))).contains("<name>none</name>");
        assertThat(qemu.virsh("vol-list", "things")).doesNotContain("none");
    }

    /** Of qcow2 the version differs, and with it how long the file is. */
    private static String plain(String xml) {
        String same = xml.replaceAll("theirs|ours", "x").replaceAll("(?s)\\s*<timestamps>.*?</timestamps>", "");
        return xml.contains("qcow2")
                ? same.replaceAll(
                        "\\s*<(physical|allocation)[^>]*>[^<]*</\\1>|\\s*<compat>[^<]*</compat>|\\s*<features/>", "")
                : same;
    }

    @Test
    void storageGoesWithAGuest() throws Exception {
        pool("owned");
        qemu.virsh("vol-create-as", "owned", "v", "1M");
        String path = qemu.virsh("vol-path", "v", "--pool", "owned");
        String disk = "<disk type='file' device='disk'><source file='%s'/><target dev='%s' bus='virtio'/></disk>";
        Path xml = Files.writeString(
                folder.resolve("owner.xml"),
                "<domain type='qemu'><name>owner</name><memory unit='MiB'>64</memory><os><type>hvm</type></os><devices>"
                        + disk.formatted(path, "vda") + disk.formatted("/nowhere/b", "vdb") + "</devices></domain>");
        qemu.virsh("define", xml.toString());
        Run unknown = Run.of(words("undefine owner --storage vdx"), lab.qemuUri());
        assertThat(unknown.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(unknown.error()).contains("guest owner has no disk 'vdx'; nothing was removed");
        assertThat(qemu.text(words("undefine owner --remove-all-storage --nvram --tpm")))
                .isEqualTo("owner: undefined; removed owned/v; left, since no pool has it: /nowhere/b");
        assertThat(qemu.virsh("vol-list", "owned")).isEmpty();
        assertThat(qemu.virsh("list", "--all", "--name")).doesNotContain("owner");
    }
}
