package dev.guestwire.testkit.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.testkit.Lab;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The test kit serves tests that run by the oldest release of JUnit that it supports and by the newest. The build copies both into
 * {@code target/junit}; each runs in a class loader that has nothing of the JUnit that runs this test.
 */
class JUnitReleaseTest {
    private static final String CLASSES = ConsumerClasses.class.getName();
    private static final String BROKEN = "dev.guestwire.testkit.fake.FakeDaemonExamples$Broken";

    @ParameterizedTest
    @CsvSource({"oldest, 5.10.", "newest, 6."})
    void hostsAndFakeDaemonsAreGivenAndClosed(String folder, String release) throws Exception {
        assertThat(run(folder, release, List.of(CLASSES + "$Hosts", CLASSES + "$OneInstance", CLASSES + "$Shared")))
                .containsExactly("4 succeeded");
        assertThat(run(folder, release, List.of(CLASSES + "$Fakes"))).containsExactly("1 succeeded");
    }

    @ParameterizedTest
    @CsvSource({"oldest, 5.10.", "newest, 6."})
    void aFailedScriptFailsItsTest(String folder, String release) throws Exception {
        assertThat(run(folder, release, List.of(BROKEN)))
                .satisfiesExactly(
                        count -> assertThat(count).isEqualTo("0 succeeded"),
                        failure -> assertThat(failure).contains("script for ConnectGetHostname"));
    }

    private static List<String> run(String folder, String release, List<String> classes) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader = loader(folder, release)) {
            thread.setContextClassLoader(loader);
            Object report = loader.loadClass(ReleaseRun.class.getName())
                    .getMethod("report", List.class)
                    .invoke(null, classes);
            return ((List<?>) Objects.requireNonNull(report))
                    .stream().map(String::valueOf).toList();
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static URLClassLoader loader(String folder, String release) throws IOException, URISyntaxException {
        Path jars = Path.of("target", "junit", folder);
        assertThat(jars)
                .as("./mvnw -pl testkit process-test-resources copies the releases of JUnit")
                .isDirectoryContaining(jar -> jar.getFileName().toString().startsWith("junit-jupiter-api-" + release));
        List<URL> places = new ArrayList<>();
        try (Stream<Path> files = Files.list(jars)) {
            for (Path jar : files.toList()) {
                places.add(jar.toUri().toURL());
            }
        }
        for (Class<?> type : List.of(Bytes.class, Lab.class, ConsumerClasses.class)) {
            places.add(type.getProtectionDomain().getCodeSource().getLocation());
        }
        return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
