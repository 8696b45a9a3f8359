package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.cli.GoldenFile.Case;
import dev.guestwire.cli.GoldenFile.Way;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * Each verb of the packaged command, through a pipe, on a terminal and for programs, prints what its file under
 * {@code src/test/resources/golden} has. {@code -Dguestwire.golden=write} writes the files anew.
 */
class GoldenIT {
    /** Verbs whose output is proved elsewhere. */
    private static final Set<String> ELSEWHERE = Set.of(
            "console", // ConsoleIT
            "demo", // DemoIT
            "completion", // MainTest: it is as long as all verbs together.
            "man", // ManVerbTest
            "help");

    private static final boolean WRITE = "write".equals(System.getProperty("guestwire.golden"));
    private static final int AT_ONCE = 2;

    /** The first command line of each so many verbs is run in a process of its own, as users run it. */
    private static final int EACH = 8;

    /** So many commands show that all leave colours out: one class decides it for all. */
    private static final int SOME = 8;

    @LibvirtHost
    static Lab lab;

    @LibvirtHost
    static Lab other;

    /** Runs what cannot disturb each other: each connection to the test driver has a host of its own. */
    private static ExecutorService crew = Executors.newFixedThreadPool(AT_ONCE);

    /** Runs what needs guests of the other host, which are off or stand still. */
    private static ExecutorService beside = Executors.newSingleThreadExecutor();

    /** Runs what needs the guest. */
    private static ExecutorService oneByOne = Executors.newSingleThreadExecutor();

    private static GoldenRoom testDriver;
    private static GoldenRoom qemu;
    private static GoldenRoom spare;
    private static GoldenRoom apart;

    @BeforeAll
    static void furnish() throws IOException {
        try (Stream<Path> files = Files.list(GoldenFile.FOLDER.resolve("documents"))) {
            for (Path file : files.toList()) {
                Files.copy(file, lab.folder().resolve(file.getFileName()));
                Files.copy(file, other.folder().resolve(file.getFileName()));
            }
        }
        String uri = lab.testUri().replace("/default", lab.folder() + "/node.xml");
        testDriver = new GoldenRoom(lab.folder(), variables(uri), placeholders(uri, false));
        qemu = new GoldenRoom(
                lab.folder(),
                variables(lab.qemuUri()),
                placeholders(lab.qemuUri(), true).withAllCpus());
        Files.writeString(
                lab.folder().resolve("mover.xml"), lab.guest("mover").create().xml());
        for (String name : List.of("mover", "napper", "grow")) {
            Files.writeString(
                    other.folder().resolve(name + ".xml"),
                    other.guest(name).create().xml());
        }
        spare = new GoldenRoom(
                other.folder(),
                variables(other.qemuUri()),
                otherPlaceholders(false).withAllCpus());
        apart = new GoldenRoom(other.folder(), variables(other.qemuUri()), otherPlaceholders(true));
        defineBeside();
        Future<?> booted = oneByOne.submit(GoldenIT::boot);
        assertThat(booted.isCancelled()).isFalse();
    }

    /** Two guests that use no time of the host's CPUs. */
    private static void defineBeside() {
        try (Host host = Host.connect(other.qemuUri())) {
            host.define(document("cold", "<interface type='network'><source network='default'/>"));
            host.define(document("still", "<interface type='user'>"));
        }
    }

    private static String document(String name, String card) {
        return other.guest(name)
                .memory(64)
                .vcpus(4)
                .qcow2Disk(16)
                .device(card + "<mac address='52:54:00:00:00:42'/><model type='virtio'/></interface>")
                .create()
                .xml()
                .replaceFirst("<vcpu[^>]*>4", "<vcpu current='2'>4");
    }

    /** A failure of this shows in the tests that need the guest. */
    private static void boot() {
        LabGuest image = lab.guest("web1").qcow2Disk(64).create();
        try (Host host = Host.connect(lab.qemuUri())) {
            CountDownLatch connected = new CountDownLatch(1);
            host.onEvent(GuestEvent.AgentChanged.class, event -> {
                if (event.state().is(GuestEvent.ChannelState.CONNECTED)) {
                    connected.countDown();
                }
            });
            host.define(image.xml()).start();
            host.define(lab.guest("cold").create().xml());
            assertThat(connected.await(4, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    static void close() {
        crew.shutdownNow();
        beside.shutdownNow();
        oneByOne.shutdownNow();
        crew.close();
        beside.close();
        oneByOne.close();
        GoldenRoom.leaveSeats();
    }

    private static Map<String, String> variables(String uri) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PATH", RunningCommand.ROOT + ":" + System.getenv("PATH"),
                "LIBVIRT_DEFAULT_URI", uri,
                "OTHER", other.qemuUri(),
                "GUESTWIRE_BUILD", "never",
                "GUESTWIRE_INSTALL", "never",
                "LC_ALL", "C.UTF-8",
                "TERM", "xterm",
                "TZ", "UTC"));
        variables.put("PASSWORD", "a password of tests");
        return variables;
    }

    private static Placeholders placeholders(String uri, boolean sizesVary) {
        return new Placeholders(sizesVary)
                .with(uri, "{host}")
                .with(other.qemuUri(), "{other}")
                .with(lab.folder().toString(), "{folder}");
    }

    private static Placeholders otherPlaceholders(boolean sizesVary) {
        return new Placeholders(sizesVary)
                .with(other.qemuUri(), "{host}")
                .with(other.folder().toString(), "{folder}");
    }

    @TestFactory
    List<DynamicTest> everyVerbPrintsWhatItsFileHas() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (GoldenFile file : GoldenFile.all()) {
            List<Future<Map<Way, String>>> runs = new ArrayList<>();
            boolean one = tests.size() % EACH == 0;
            for (Case golden : file.cases()) {
                runs.add(run(golden, one && file.cases().indexOf(golden) == 0));
            }
            tests.add(dynamicTest(file.verb(), () -> compare(file, runs)));
        }
        return tests;
    }

    private static Future<Map<Way, String>> run(Case golden, boolean asUsersDo) {
        if (golden.isBeside() || golden.isApart()) {
            GoldenRoom room = golden.isApart() ? apart : spare;
            return beside.submit(() -> runs(room, golden, asUsersDo));
        }
        return golden.onQemu()
                ? oneByOne.submit(() -> runs(qemu, golden, asUsersDo))
                : crew.submit(() -> runs(testDriver, golden, asUsersDo));
    }

    /** The packaged command runs in a process of its own, or with others in one that is started once. */
    private static Map<Way, String> runs(GoldenRoom room, Case golden, boolean asUsersDo) {
        Map<Way, String> printed = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            printed.put(way, asUsersDo ? room.print(golden, way) : room.printSeated(golden, way));
        }
        return printed;
    }

    private static void compare(GoldenFile file, List<Future<Map<Way, String>>> runs) throws Exception {
        StringBuilder now = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            Case golden = file.cases().get(i);
            assertThat(golden.command()).as("a command line in %s", file.path()).contains("guestwire " + file.verb());
            now.append(golden.text(runs.get(i).get()));
        }
        if (WRITE) {
            Files.writeString(file.path(), now);
        }
        String before = Files.readString(file.path());
        assertThat(now.toString().lines().toList())
                .as("what guestwire %s prints, against %s:\n%s", file.verb(), file.path(), difference(before, now + ""))
                .isEqualTo(before.lines().toList());
    }

    /** {@return the lines that differ: the file's with -, the command's with +} */
    private static String difference(String before, String now) {
        List<String> old = new ArrayList<>(before.lines().toList());
        List<String> young = new ArrayList<>(now.lines().toList());
        for (int side = 0; side < 2; side++) {
            while (!old.isEmpty() && !young.isEmpty() && old.getFirst().equals(young.getFirst())) {
                old.removeFirst();
                young.removeFirst();
            }
            Collections.reverse(old);
            Collections.reverse(young);
        }
        return Stream.concat(
                        old.stream().map(line -> "- " + line), young.stream().map(line -> "+ " + line))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyVerbHasAFile() throws IOException {
        Set<String> verbs = new TreeSet<>();
        collect(Main.commandLine(), "", verbs);
        Set<String> files =
                new TreeSet<>(GoldenFile.all().stream().map(GoldenFile::verb).toList());
        assertThat(files)
                .as("the verbs that have files in %s", GoldenFile.FOLDER)
                .isEqualTo(verbs);
    }

    private static void collect(CommandLine group, String words, Set<String> verbs) {
        for (CommandLine verb : group.getSubcommands().values()) {
            String name = (words + " " + verb.getCommandName()).strip();
            if (verb.getSubcommands().isEmpty() && !ELSEWHERE.contains(name)) {
                verbs.add(name);
            }
            collect(verb, name, verbs);
        }
    }

    @TestFactory
    List<DynamicTest> withNoColorATerminalShowsTheSameWithoutColours() throws IOException {
        List<Case> coloured = GoldenFile.all().stream()
                .flatMap(file -> file.cases().stream())
                .filter(golden -> !golden.onQemu())
                .filter(golden -> golden.in(Way.TERMINAL).contains("‹"))
                .toList();
        List<DynamicTest> tests = new ArrayList<>();
        for (Case golden : coloured.subList(0, Math.min(SOME, coloured.size()))) {
            Future<String> plain = crew.submit(() -> testDriver.print(golden, Way.TERMINAL, "export NO_COLOR=1;"));
            tests.add(dynamicTest(
                    golden.command(),
                    () -> assertThat(plain.get())
                            .isEqualTo(golden.in(Way.TERMINAL).replaceAll("‹[\\d;]*›", ""))));
        }
        return tests;
    }
}
