package dev.guestwire.cli;

import static dev.guestwire.cli.RunningCommand.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.guestwire.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script {@code ./guestwire}, and what it shares with {@code ./verify}. */
class LauncherIT {
    private static final Pattern NEED = Pattern.compile("(?m)^    \"(\\S+) (\\S+)\"$");
    private static final Pattern PROGRAM = Pattern.compile("[A-Z0-9_]+\\(\"(\\S+)\", \"(\\S+)\"\\)");

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = RunFolder.create();
    }

    @AfterEach
    void removeFolder() throws IOException {
        folder.close();
    }

    @Test
    void helpComesFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.path().resolve("gw"), ROOT.resolve("guestwire"));
        try (RunningCommand help = RunningCommand.start(folder, List.of(link.toString(), "--help"))) {
            assertThat(help.exit()).as(help.output()).isZero();
            assertThat(help.output())
                    .contains("Usage: guestwire", "demo", "Exit codes:")
                    .doesNotContain("\033");
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void aStartUsesWhatARehearsalLoaded() throws Exception {
        for (String verb : List.of("list", "stats")) {
            // With AOTMode=on the JVM ends at once if the cache does not fit.
            List<String> words = List.of(
                    "env",
                    "JDK_JAVA_OPTIONS=-XX:AOTMode=on",
                    ROOT.resolve("guestwire").toString(),
                    verb,
                    "--help");
            try (RunningCommand help = RunningCommand.start(folder, words)) {
                assertThat(help.exit()).as(help.output()).isZero();
                assertThat(help.output()).contains("Usage: guestwire " + verb);
            }
        }
    }

    @Test
    void whatIsInstalledRunsAndCanBeRemoved() throws Exception {
        String script = ROOT.resolve("scripts/install").toString();
        Path prefix = folder.path().resolve("it's here");
        assertInstall(List.of(script, prefix.toString()), "installed ");
        String command = prefix.resolve("bin/guestwire").toString();
        List<String> list = List.of("env", "JDK_JAVA_OPTIONS=-XX:AOTMode=on", command, "list", "-c", "test:///nowhere");
        try (RunningCommand none = RunningCommand.start(folder, list)) {
            assertThat(none.exit()).as(none.output()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(none.output()).contains("guestwire list: ");
        }
        assertInstall(List.of(script, "--remove", prefix.toString()), "removed from ");
        try (Stream<Path> left = Files.walk(prefix)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        RunningCommand.start(folder, List.of("rm", "-r", prefix.toString())).exit();
    }

    private void assertInstall(List<String> words, String told) throws InterruptedException {
        try (RunningCommand install = RunningCommand.start(folder, words)) {
            assertThat(install.exit()).as(install.output()).isZero();
            assertThat(install.output()).contains(told);
        }
    }

    @Test
    void aWrongOptionIsRefusedWithExitCodeTwo() throws Exception {
        try (RunningCommand wrong = RunningCommand.guestwire(folder, "demo", "--fast")) {
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.output()).contains("--fast", "guestwire demo --help");
        }
    }

    @Test
    void theVersionIsTold() throws Exception {
        try (RunningCommand version = RunningCommand.guestwire(folder, "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.output()).containsPattern("^guestwire \\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void whatIsMissingIsNamedWithTheLineThatInstallsIt() throws Exception {
        String script = "is_there() { [[ $1 != qemu-img && $1 != busybox ]]; }; require_packages \"${lab_needs[@]}\"";
        try (RunningCommand prepare = prepare(script)) {
            assertThat(prepare.exit()).as(prepare.output()).isEqualTo(3);
            assertThat(prepare.output())
                    .contains("missing: qemu-img busybox")
                    .contains("apt-get install --no-install-recommends qemu-utils busybox-static");
        }
    }

    @Test
    void driversThatDebianPacksByThemselvesAreNamedWhereItDoes() throws Exception {
        String script =
                "is_there() { [[ $1 != *_network.so ]]; }; apt-cache() { [[ $2 == libvirt-daemon-driver-* ]]; }; ";
        try (RunningCommand prepare = prepare(script + "missing_drivers")) {
            assertThat(prepare.exit()).as(prepare.output()).isZero();
            assertThat(prepare.output().lines())
                    .singleElement()
                    .asString()
                    .endsWith("libvirt_driver_network.so libvirt-daemon-driver-network");
        }
        try (RunningCommand prepare = prepare("is_there() { false; }; apt-cache() { false; }; missing_drivers")) {
            assertThat(prepare.exit()).as(prepare.output()).isZero();
            assertThat(prepare.output()).isEmpty();
        }
    }

    @Test
    void aMachineWithoutTheRightJdkIsToldWhereToGetOne() throws Exception {
        Path old = folder.path().resolve("jdk");
        Files.createDirectories(old.resolve("bin"));
        Path javac = Files.createSymbolicLink(old.resolve("bin/javac"), Path.of("/bin/true"));
        Path release = Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        try (RunningCommand prepare = prepare("jdk_places() { echo " + old + "; }; find_jdk")) {
            assertThat(prepare.exit()).as(prepare.output()).isEqualTo(3);
            assertThat(prepare.output()).contains("no JDK 25 found", "too old: " + old, "https://adoptium.net/");
        } finally {
            for (Path made : List.of(release, javac, old.resolve("bin"), old)) {
                Files.delete(made);
            }
        }
    }

    @Test
    void theScriptAndTheTestKitNameTheSamePackages() throws IOException {
        Map<String, String> script = pairs(NEED, ROOT.resolve("scripts/prepare.sh"));
        Map<String, String> kit =
                pairs(PROGRAM, ROOT.resolve("testkit/src/main/java/dev/guestwire/testkit/program/Program.java"));
        assertThat(script).contains(entry("virsh", "libvirt-clients"), entry("xz", "xz-utils"));
        script.keySet().removeIf(need -> need.startsWith("/") || need.equals("virsh") || need.equals("xz"));
        assertThat(kit).containsAllEntriesOf(script);
        // What Debian cannot be without, and the parts of a guest where there is no apt-get.
        kit.keySet().removeAll(List.of("apt-get", "apt-cache", "dpkg-deb", "ldd", "qemu-ga", "hwclock", "chpasswd"));
        assertThat(script).containsAllEntriesOf(kit);
    }

    private static Map<String, String> pairs(Pattern pattern, Path file) throws IOException {
        Map<String, String> pairs = new TreeMap<>();
        for (MatchResult match :
                pattern.matcher(Files.readString(file)).results().toList()) {
            for (String program : match.group(1).split("\\|", -1)) {
                pairs.put(program, match.group(2));
            }
        }
        return pairs;
    }

    private RunningCommand prepare(String script) {
        String whole = "set -euo pipefail; root=" + folder.path() + " me=test; . " + ROOT + "/scripts/prepare.sh; ";
        return RunningCommand.start(folder, List.of("bash", "-c", whole + script));
    }
}
