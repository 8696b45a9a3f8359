package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator on a listing of three lines, and on lines that are wrong. */
class GeneratorTest {
    private static final Path LISTING = Path.of("src/test/resources/generator");

    private static final String SOURCES = "src/main/protocol/";
    private static final String MAIN = "GenerateProtocol";

    private static URLClassLoader loader;
    private static Method generator;

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeAll
    static void compile(@TempDir Path classes) throws ReflectiveOperationException, IOException {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-sourcepath", SOURCES, SOURCES + MAIN + ".java");
        assertThat(result).isZero();
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        generator = loader.loadClass(MAIN).getDeclaredMethod("main", String[].class);
        generator.setAccessible(true);
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    @BeforeEach
    void copyTheListing() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = Files.createDirectory(folder.resolve("out"));
        for (String name : List.of("remote", "qemu", "lxc", "errors")) {
            Files.copy(LISTING.resolve(name + ".protocol"), in.resolve(name + ".protocol"));
        }
    }

    @Test
    void oneRecordPerLine() throws Exception {
        Path stale = Files.createDirectories(out.resolve("dev/guestwire/protocol/remote"))
                .resolve("Stale.java");
        Files.writeString(stale, "left by an older listing");

        generate();

        for (String name : List.of("Domain", "DomainSetSecret", "DomainEventDone")) {
            assertThat(out.resolve("dev/guestwire/protocol/remote/" + name + ".java"))
                    .content()
                    .isEqualToNormalizingNewlines(Files.readString(LISTING.resolve("expected/" + name + ".txt")));
        }
        assertThat(stale).doesNotExist();
    }

    @Test
    void aLineItCannotReadIsNamed() throws Exception {
        assertRefused("12 domain_broken(dom: domain", "cannot read the line");
        assertRefused("12 domain_broken(dom: dragon)", "no such type: dom: dragon");
        assertRefused("12 domain_broken(data: opaque)", "a bound is missing: data: opaque");
        assertRefused("12 domain_broken(flags: uint?)", "may be absent: flags: uint?");
        assertRefused("11 domain_broken(dom: domain)", "the number is taken");
        assertRefused("12 domain_set_secret(dom: domain)", "the name is taken");
        assertRefused("12 event domain_broken(dom: domain) high", "an event has no answer and no marks");
    }

    private void assertRefused(String line, String reason) throws Exception {
        Path listing = in.resolve("remote.protocol");
        Files.writeString(listing, Files.readString(LISTING.resolve("remote.protocol")) + line + "\n");

        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(this::generate)
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessageStartingWith(listing + ": ")
                .withMessageContaining(reason)
                .withMessageEndingWith("in: " + line);
    }

    private void generate() throws ReflectiveOperationException {
        generator.invoke(null, (Object) new String[] {in.toString(), out.toString()});
    }
}
