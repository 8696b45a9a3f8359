package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.testkit.program.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program of somebody else, in {@code examples/consumer}, is compiled against the JARs that are published and the dependencies
 * that their POMs name, and runs: on the class path and as a module, by the JDK of the build and by a JDK 21 if there is one.
 */
class ConsumerIT {
    private static final Path SOURCES = Path.of("../examples/consumer/src/main/java");
    private static final String MAIN = "org.example.guests.ListGuests";

    @LibvirtHost
    Lab lab;

    @TempDir
    Path classes;

    static List<Path> javaHomes() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> folders = Files.list(installed)) {
                folders.filter(home -> home.getFileName().toString().matches(".*\\b21\\b.*"))
                        .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                        .limit(1)
                        .forEach(homes::add);
            }
        }
        if (homes.size() == 1) {
            System.out.println("ConsumerIT: no JDK 21 in " + installed
                    + ", so a user's program is compiled for 21 by the JDK of the build, and run by that, only");
        }
        return homes;
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void runsOnTheClassPath(Path java) throws IOException {
        compile(java, "-cp", jars(), source(MAIN));
        assertThat(run(java, "-cp", classes + File.pathSeparator + jars(), MAIN))
                .isEqualTo("test RUNNING\n");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void runsAsAModule(Path java) throws IOException {
        compile(java, "--module-path", jars(), source("module-info"), source(MAIN));
        assertThat(run(
                        java,
                        "--module-path",
                        classes + File.pathSeparator + jars(),
                        "-m",
                        "org.example.guests/" + MAIN))
                .isEqualTo("test RUNNING\n");
    }

    private static String source(String name) {
        return SOURCES.resolve(name.replace('.', '/') + ".java").toString();
    }

    /** A warning is an error, too: a user may have decided so. */
    private void compile(Path java, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--release", "21", "-Xlint:all", "-Werror"));
        words.addAll(List.of("-d", classes.toString()));
        words.addAll(List.of(arguments));
        String said = Command.of(java.resolve("bin/javac").toString(), words.toArray(String[]::new))
                .output();
        assertThat(said).isEmpty();
    }

    private String run(Path java, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add(lab.testUri());
        return Command.of(java.resolve("bin/java").toString(), words.toArray(String[]::new))
                .output();
    }

    /** {@return the JARs of the client and of all that its POM has users depend on} */
    private static String jars() throws IOException {
        return jar("client") + File.pathSeparator + jar("protocol");
    }

    private static Path jar(String module) throws IOException {
        Path target = Path.of("..", module, "target").toRealPath();
        try (Stream<Path> files = Files.list(target)) {
            List<Path> found = files.filter(file ->
                            file.getFileName().toString().matches("guestwire-" + module + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .toList();
            assertThat(found).as("JARs in " + target).hasSize(1);
            return found.getFirst();
        }
    }
}
