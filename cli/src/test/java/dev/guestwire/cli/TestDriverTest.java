package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.network.Network;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on libvirt's test driver, whose host has one guest, {@code test}; each connection has a host of its own. */
class TestDriverTest {
    private static final String UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f";

    @LibvirtHost
    static Lab lab;

    @TempDir
    Path folder;

    private Run run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-c";
        all[arguments.length + 1] = lab.testUri();
        return Run.of(all);
    }

    @Test
    void listShowsATable() {
        assertThat(run("list").ok().lines()).containsExactly("Id  Guest  State", " 1  test   running");
    }

    @Test
    void theConnectionMayStandBeforeTheVerb() {
        assertThat(Run.of("-c", lab.testUri(), "list", "--name").ok().out()).isEqualTo("test\n");
    }

    @Test
    void listAsJsonHasStableNames() {
        assertThat(run("list", "--all", "--json").ok().out())
                .isEqualTo("{\"host\":\"" + lab.testUri() + "\",\"id\":1,\"guest\":\"test\",\"uuid\":\"" + UUID
                        + "\",\"state\":\"running\",\"saved\":false}\n");
    }

    @Test
    void ofSeveralHostsOneThatIsDownDoesNotHideTheOthers() {
        String down = "qemu+unix:///session?socket=/no/such/socket";
        Run both = Run.of("list", "-c", down, "-c", lab.testUri());
        assertThat(both.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(both.lines()).first().asString().startsWith("Host").contains("Guest", "State");
        assertThat(both.lines()).last().asString().contains(lab.testUri(), "test", "running");
        assertThat(both.error()).contains("/no/such/socket", "host: " + down, "next: guestwire doctor");
    }

    @Test
    void noHostAtAllHasACodeOfItsOwn() {
        Run down = Run.of("show", "web", "-c", "qemu+unix:///session?socket=/no/such/socket");
        assertThat(down.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(down.out()).isEmpty();
    }

    @Test
    void aMistypedGuestBringsTheNearOne() {
        Run missing = run("show", "tset");
        assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.error())
                .startsWith("guestwire show: there is no guest 'tset'; did you mean test?")
                .contains("host: " + lab.testUri(), "next: guestwire list --all");
    }

    @Test
    void showTellsWhatAGuestIs() {
        assertThat(run("show", "test").ok().out())
                .contains("Guest:", "State:       running", "Max memory:  8.0 GiB", "vCPUs:       2");
        assertThat(run("show", UUID, "--json").ok().out())
                .startsWith("{\"guest\":\"test\",\"uuid\":\"" + UUID + "\",\"id\":1,\"state\":\"running\",\"reason\":")
                .contains("\"maxMemoryBytes\":8589934592,\"memoryBytes\":2147483648");
        assertThat(run("show", "1").ok().out()).contains(UUID);
    }

    @Test
    void powerIsToldOf() {
        assertThat(run("suspend", "test").ok().out()).isEqualTo("test: paused\n");
        assertThat(run("destroy", "test", "--json").ok().out())
                .isEqualTo("{\"guest\":\"test\",\"uuid\":\"" + UUID + "\",\"result\":\"destroyed\"}\n");
    }

    @Test
    void aRefusalNamesVerbCallGuestAndHost() {
        Run refused = run("start", "test");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.error()).contains("guestwire start: ", "of guest test failed", "host: " + lab.testUri());
    }

    @Test
    void oneGuestThatFailsDoesNotKeepTheVerbFromTheOthers() {
        Run some = run("suspend", "nobody", "test");
        assertThat(some.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(some.out()).isEqualTo("test: paused\n");
        assertThat(some.error()).contains("there is no guest 'nobody'");
    }

    @Test
    void readOnlyRefusesChanges() {
        Run refused = run("destroy", "test", "--readonly");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.error()).contains("read-only");
    }

    @Test
    void definitionsGoInAndOut() throws Exception {
        String xml = run("xml", "test").ok().out();
        assertThat(xml).startsWith("<domain ").contains("<name>test</name>");
        Path file = folder.resolve("new.xml");
        Files.writeString(
                file, xml.replace(UUID, "6695eb01-f6a4-8304-79aa-97f2502e1940").replace(">test<", ">other<"));
        assertThat(run("define", "--no-validate", file.toString()).ok().out()).isEqualTo("other: defined\n");
        Run differs = run("diff", "test", file.toString());
        assertThat(differs.code()).isEqualTo(ExitCode.FAILED);
        assertThat(differs.out()).contains("domain/name: 'test' became 'other'");
        Files.writeString(file, "<domain>");
        assertThat(run("define", file.toString()).error()).contains("new.xml: ");
        assertThat(run("undefine", "test").ok().out()).isEqualTo("test: undefined\n");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("define", "/no/such/file.xml").error()).contains("no such file: /no/such/file.xml");
    }

    @Test
    void statsHaveOneRowAGuest() {
        assertThat(run("stats").ok().lines()).hasSize(2).last().asString().startsWith("test   running");
        assertThat(run("stats", "--raw").ok().out()).contains("  state.state=1");
    }

    @Test
    void theHostTellsOfItself() {
        assertThat(run("host", "info", "--json").ok().out())
                .contains("\"uri\":\"test:///default\"", "\"hypervisor\":\"TEST\"");
        assertThat(run("host", "capabilities").ok().out()).startsWith("<capabilities>");
    }

    @Test
    void whatTheHostHasIsListed() {
        assertThat(run("pool", "list").ok().out()).contains("Pool", "default-pool", "running");
        assertThat(run("pool", "info", "default-pool", "--json").ok().out())
                .startsWith("{\"pool\":\"default-pool\",\"uuid\":\"")
                .contains("\"state\":\"running\",", "\"capacityBytes\":107374182400,");
        assertThat(run("volume", "create", "default-pool", "new.qcow2", "1G")
                        .ok()
                        .out())
                .isEqualTo("new.qcow2: made\n");
        assertThat(run("network", "list").ok().lines())
                .containsExactly("Network  Active  Autostart  Persistent", "default  yes     no         yes");
        assertThat(run("network", "destroy", "default").ok().out()).isEqualTo("default: stopped\n");
        assertThat(run("nodedev", "list").ok().out()).contains("computer");
        Run missing = run("network", "xml", "defualt");
        assertThat(missing.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.error()).contains("there is no network 'defualt'; did you mean default?", "network list");
    }

    @Test
    void aVerbOfAGroupIsNamedInItsHelp() {
        assertThat(run("pool").error()).contains("Missing a verb", "refresh", "autostart");
        assertThat(run("pool").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theDoctorTellsWhatIsThereAndWhatWasTried() {
        assertThat(run("doctor").ok().out()).contains("connection", "hypervisor", "TEST");
        Run ill = Run.of("doctor", "-c", "qemu+unix:///session?socket=/no/such/socket");
        assertThat(ill.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ill.out()).contains("tried /no/such/socket", "no ");
    }

    @Test
    void snapshotsComeAndGo() {
        assertThat(run("snapshot", "create", "test", "one", "--json").ok().out())
                .contains("\"snapshot\":\"one\"", "\"result\":\"snapshot one made\"");
        assertThat(run("snapshot", "list", "test").ok().lines()).hasSize(1);
        assertThat(run("snapshot", "revert", "test", "one").error()).contains("there is no snapshot 'one'");
    }

    @Test
    void eventsEndAfterTheTimeThatWasGiven() {
        assertThat(run("events", "--for", "1").ok().out()).isEmpty();
    }

    /** As long as one connection is open, others see the same host. */
    @Test
    void snapshotsAndCheckpointsOfAHostThatStays() throws Exception {
        try (Host host = Host.connect(lab.testUri())) {
            run("snapshot", "create", "test", "one", "--description", "before").ok();
            assertThat(run("snapshot", "list", "test", "--json").ok().out())
                    .startsWith("{\"snapshot\":\"one\",\"created\":\"20")
                    .endsWith("\"state\":\"running\",\"parent\":null,\"current\":true,\"description\":\"before\"}\n");
            run("destroy", "test").ok();
            assertThat(run("snapshot", "revert", "test", "one").ok().out())
                    .isEqualTo("test: reverted to one; it is running now\n");
            assertThat(host.guest("test").isActive()).isTrue();
            assertThat(run("snapshot", "xml", "test", "one").ok().out()).contains("<name>one</name>");
            run("snapshot", "delete", "test", "one").ok();
            assertThat(host.guest("test").snapshots().list()).isEmpty();
        }
    }

    @Test
    void networksOfAHostThatStays() throws Exception {
        Path file = folder.resolve("lan.xml");
        Files.writeString(file, "<network><name>lan</name><bridge name='virbr9'/></network>");
        try (Host host = Host.connect(lab.testUri())) {
            assertThat(run("network", "define", file.toString()).ok().out()).isEqualTo("lan: defined\n");
            assertThat(run("network", "start", "lan").ok().out()).isEqualTo("lan: started\n");
            assertThat(run("network", "autostart", "lan").ok().out()).isEqualTo("lan: starts with the host\n");
            Network lan = host.networks().network("lan");
            assertThat(run("network", "list").ok().lines()).contains("lan      yes     yes        yes");
            run("network", "autostart", "lan", "--disable").ok();
            assertThat(lan.autostart()).isFalse();
            assertThat(run("network", "xml", "lan").ok().out()).isEqualTo(lan.xmlDescription());
            assertThat(run("network", "destroy", "lan").ok().out()).isEqualTo("lan: stopped\n");
            assertThat(run("network", "undefine", "lan").ok().out()).isEqualTo("lan: undefined\n");
            assertThat(host.networks().findNetwork("lan")).isEmpty();
        }
        assertThat(run("nodedev", "list", "--cap", "system").ok().lines()).containsExactly("Device", "computer");
        assertThat(run("nodedev", "xml", "computer").ok().out()).contains("<name>computer</name>");
    }

    @Test
    void eventsOfAllKindsAreTold() throws Exception {
        try (Host host = Host.connect(lab.testUri());
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Run> words = executor.submit(() -> run("events", "--count", "12"));
            while (!isDone(words)) {
                change(host);
            }
            assertThat(words.get().ok().lines()).hasSize(12);
            assertThat(words.get().out())
                    .contains("  test  lifecycle suspended  ", "  test  lifecycle resumed  ")
                    .contains("  default  network stopped", "  default  network started")
                    .contains("  default-pool  ");
            Future<Run> lines = executor.submit(
                    () -> run("events", "--count", "4", "--guest", "test", "--kind", "lifecycle", "--json"));
            while (!isDone(lines)) {
                change(host);
            }
            assertThat(lines.get().ok().lines())
                    .hasSize(4)
                    .allMatch(
                            line -> line.matches("\\{\"time\":\"20[^\"]*Z\",\"host\":\"" + Pattern.quote(lab.testUri())
                                    + "\",\"kind\":\"lifecycle\",\"event\":\"(suspended|resumed)\",\"subject\":\"test\","
                                    + "\"details\":\\{\"reason\":\"[a-z_]+\"}}"));
        }
    }

    /** Waits a moment for it. */
    private static boolean isDone(Future<?> work) throws Exception {
        try {
            work.get(50, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    private static void change(Host host) {
        host.guest("test").suspend();
        host.guest("test").resume();
        Network network = host.networks().network("default");
        network.destroy();
        network.start();
        StoragePool pool = host.storage().pools().getFirst();
        pool.destroy();
        pool.start();
    }

    @Test
    void topThroughAPipeIsATable() {
        assertThat(run("top", "--count", "2", "--every", "0.01").ok().lines()).hasSize(4);
    }

    @Test
    void aThousandGuestsAreListedAsVirshListsThem() throws Exception {
        StringBuilder node = new StringBuilder("<node>");
        for (int i = 0; i < 1000; i++) {
            node.append("<domain type='test'><name>guest")
                    .append(i)
                    .append("</name><memory>8192</memory><os><type>hvm</type></os></domain>");
        }
        Path file = lab.folder().resolve("thousand.xml");
        Files.writeString(file, node.append("</node>"));
        String uri = lab.testUri().replace("/default", file.toString());
        Run all = Run.of("list", "--name", "-c", uri).ok();
        Process virsh = new ProcessBuilder("virsh", "-q", "-c", uri, "list", "--name").start();
        String expected = new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(virsh.waitFor()).isZero();
        assertThat(all.lines())
                .hasSize(1000)
                .containsExactlyInAnyOrderElementsOf(expected.strip().lines().toList());
        assertThat(Run.of("top", "--count", "1", "--every", "0.01", "--json", "-c", uri)
                        .ok()
                        .lines())
                .hasSize(1000)
                .allMatch(line -> line.startsWith("{\"host\":\"" + uri + "\",\"guest\":\"guest"));
    }
}
