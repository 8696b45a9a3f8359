package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.GoldenFile.Case;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No golden file may hold what an outside release decides: a new kernel, libvirt, QEMU or JDK must not break the build. A
 * failure here wants a row in {@link Mask#TABLE}, or another case.
 */
class GoldenRulesTest {
    /** Three numbers with dots, or two with a dash behind, that are no address. */
    private static final Pattern NUMBERS = Pattern.compile(
            "(?<![\\d.])(?!\\d+\\.\\d+\\.\\d+\\.\\d+(?![\\d.]))\\d+\\.\\d+\\.\\d+|\\b\\d+\\.\\d+(\\.\\d+)*-[\\w.]*[a-z]|\\b\\d+\\.\\d+-\\d");

    private static final Pattern MACHINE_TYPE = Pattern.compile("\\b(pc|pc-q35|pc-i440fx|q35|virt)-\\d");

    private static final Pattern PACKAGE =
            Pattern.compile("\\bdeb\\d+u\\d|\\b\\d[\\w.+~]*-\\d[\\w.+~]*ubuntu|-(cloud-)?(amd64|arm64)\\b");

    private static final Pattern NAMED = Pattern.compile(
            "\\b(linux|kernel|libvirtd?|qemu|qemu-ga|kvm|busybox|e2fsprogs|debian|jdk|java|openjdk)[ :/-]+v?\\d",
            Pattern.CASE_INSENSITIVE);

    /** A document of libvirt's, and the words of its errors. */
    private static final Pattern WORDS = Pattern.compile(
            "^<(domain|network|pool|volume|capabilities)|failed: (?!\\{words})[^\\n]* \\([A-Z_]+, [A-Z]+\\)",
            Pattern.MULTILINE);

    private static final List<Pattern> RELEASES = List.of(NUMBERS, MACHINE_TYPE, PACKAGE, NAMED, WORDS);

    @Test
    void noGoldenFileHoldsAnOutsideRelease() throws IOException {
        String found = GoldenFile.all().stream()
                .flatMap(file -> file.cases().stream().flatMap(golden -> found(file, golden)))
                .collect(Collectors.joining("\n"));
        assertThat(found).as("what looks like a release of something outside").isEmpty();
    }

    private static Stream<String> found(GoldenFile file, Case golden) {
        return golden.printed().values().stream()
                .flatMap(GoldenRulesTest::releases)
                .distinct()
                .map(release -> file.path() + ": " + golden.command() + ": " + release);
    }

    private static Stream<String> releases(String text) {
        return RELEASES.stream()
                .flatMap(pattern -> pattern.matcher(text).results().map(one -> one.group()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kernel:  6.1.0-56-cloud-amd64",
                "\"kernel\":\"6.12.117+deb12-amd64\"",
                "libvirt         yes  9.0.0",
                "TEST 0.0.2",
                "<type arch='x86_64' machine='pc-q35-7.2'>hvm</type>",
                "1:7.2+dfsg-7+deb12u18",
                "QEMU 11",
                "\"java\":\"openjdk 25\"",
                "<domain type='test'>",
                "list: ConnectListAllSecrets failed: this function is not supported (NO_SUPPORT, SECRET)"
            })
    void aReleaseIsSeen(String text) {
        assertThat(releases(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1",
                "  10 MiB in 1.5 s",
                "100.0",
                "52:54:00:00:00:01",
                "2023-11-14T22:13:20Z",
                "DomainResume of guest db1 failed: {words} (INTERNAL_ERROR, TEST)",
                "{domain web1}"
            })
    void whatIsNoReleaseIsLeftAlone(String text) {
        assertThat(releases(text)).isEmpty();
    }

    @Test
    void masksHideTheSameOfTwoReleases() {
        Placeholders qemu = new Placeholders(true);
        assertThat(qemu.in("Kernel:   6.1.0-56-cloud-amd64")).isEqualTo(qemu.in("Kernel:   6.12.117+deb12-amd64"));
        assertThat(
                        qemu.in(
                                "\"answer\":\"{\\\"status\\\":\\\"running\\\",\\\"singlestep\\\":false,\\\"running\\\":true}\""))
                .isEqualTo(qemu.in("\"answer\":\"{\\\"status\\\":\\\"running\\\",\\\"running\\\":true}\""));
        assertThat(qemu.in(
                        "wait: DomainAgentCommand of guest a failed: internal error: unable to execute QEMU agent command"
                                + " 'guest-exec-status': Invalid parameter 'pid' (INTERNAL_ERROR, QEMU)"))
                .isEqualTo("wait: DomainAgentCommand of guest a failed: {words} ({code}, QEMU)")
                .isEqualTo(qemu.in("wait: DomainAgentCommand of guest a failed: unable to execute QEMU agent command"
                        + " 'guest-exec-status': PID 9 is unknown (AGENT_COMMAND_FAILED, QEMU)"));
        assertThat(qemu.in("<domain type='kvm'>\n  <name>a</name>\n  <new/>\n</domain>\n"))
                .isEqualTo("{domain a}\n");
        assertThat(qemu.in("{\"guest\":\"a\",\"xml\":\"<domain type='kvm'>\\n  <name>a</name>\\n</domain>\\n\"}"))
                .isEqualTo("{\"guest\":\"a\",\"xml\":\"{domain a}\\n\"}");
    }

    @Test
    void aDocumentThatIsNotWholeIsNotHidden() {
        String torn = "<domain>\n  <name>a</name>\n  <os>\n</domain>\n";
        assertThat(new Placeholders(false).in(torn)).isEqualTo(torn);
    }
}
