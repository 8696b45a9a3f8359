package dev.guestwire.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.Call;
import dev.guestwire.transport.LibvirtUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process whose user may not do everything. Root may, so root starts it as the user "nobody", from copies of the
 * classes, which that user may not read where they are.
 */
final class UnprivilegedCaller {
    private static final String NOBODY = "65534";

    private final Path folder;

    UnprivilegedCaller(Path folder) {
        this.folder = folder;
    }

    /** {@return what the process says after it tried to connect} */
    String connect(String uri) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        String classPath = System.getProperty("java.class.path", "");
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            classPath = readableClasses();
        }
        command.addAll(List.of(System.getProperty("java.home", "") + "/bin/java", "-Xshare:auto", "-cp", classPath));
        command.addAll(List.of(UnprivilegedCaller.class.getName(), uri));
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    /** The process itself. */
    public static void main(String[] arguments) {
        try (Lanes lanes = Lanes.open(LibvirtUri.parse(arguments[0]), RpcOptions.defaults())) {
            System.out.println("connected, " + lanes.isOpen());
        } catch (LibvirtException failed) {
            System.out.println(failed);
        }
    }

    private String readableClasses() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> copies = new ArrayList<>();
        for (Class<?> type : List.of(Lanes.class, UnprivilegedCaller.class, Call.class, Nullable.class)) {
            Path copy = folder.resolve("classes-" + copies.size());
            copyTree(home(type), copy);
            copies.add(copy.toString());
        }
        return String.join(":", copies);
    }

    private static Path home(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException odd) {
            throw new IOException(odd);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            tree.forEach(path -> {
                Path copy = to.resolve(from.relativize(path).toString());
                try {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                    Files.setPosixFilePermissions(
                            copy, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
