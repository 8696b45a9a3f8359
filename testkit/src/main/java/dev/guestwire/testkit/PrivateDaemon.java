package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.program.Poll;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A libvirt daemon started in a folder.
 *
 * @param folder where all it has is
 * @param process the running daemon
 */
record PrivateDaemon(HostFolder folder, LabProcess process) {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Pattern ACTS = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\n\t]]");
    private static final int TAIL_LINES = 30;

    /** Writes the configuration, with lines of the user's own. */
    static void configure(HostFolder folder, Map<String, String> settings) throws IOException {
        StringBuilder daemon = new StringBuilder();
        // Hosts with the same UUID refuse to migrate guests to one another.
        daemon.append("host_uuid = \"").append(UUID.randomUUID()).append("\"\n");
        daemon.append("log_outputs = \"2:file:").append(folder.log()).append("\"\n");
        settings.forEach(
                (key, value) -> daemon.append(key).append(" = ").append(value).append('\n'));
        folder.write(folder.config(), daemon.toString());
        // Without these libvirt starts a virtlogd that outlives the daemon, or has a say in who may read what.
        folder.write(
                folder.path().resolve("libvirt/qemu.conf"),
                """
                stdio_handler = "file"
                security_driver = "none"
                """ + HostPorts.next().settings());
        folder.write(folder.log(), "");
    }

    /**
     * Starts a daemon and waits until its socket accepts a connection.
     *
     * @throws LabException with the daemon's last words when it does not
     */
    static PrivateDaemon start(HostFolder folder) throws IOException {
        Path program = Program.LIBVIRTD.find().orElseGet(Program.VIRTQEMUD::require);
        List<String> words = List.of(program.toString(), "-f", folder.config().toString(), "--timeout", "0");
        ProcessBuilder builder = new ProcessBuilder(folder.user().run(words))
                .directory(folder.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output().toFile()));
        builder.environment().clear();
        builder.environment().putAll(folder.environment(Program.searchPath()));
        Process started = builder.start();
        boolean ready = Poll.until(START_LIMIT, () -> !started.isAlive() || accepts(socket(folder)));
        if (!ready || !started.isAlive()) {
            started.destroyForcibly();
            String end = ready ? "ended with " + started.exitValue() : "opened no socket within " + START_LIMIT;
            throw new LabException(program + " " + end + ". Its last words:\n" + tail(folder));
        }
        return new PrivateDaemon(folder, LabProcess.find(started.pid()).orElseThrow());
    }

    static Path socket(HostFolder folder) {
        String name = Program.LIBVIRTD.find().isPresent() ? "libvirt-sock" : "virtqemud-sock";
        return folder.socketFolder().resolve(name);
    }

    /** {@return the end of what the daemon logged and printed} */
    static String tail(HostFolder folder) {
        return lastLines(folder.log()) + lastLines(folder.output());
    }

    /** Guests' agents and documents have a word in a daemon's log: what would act on a terminal is shown as a question mark. */
    static String lastLines(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            List<String> lines = ACTS.matcher(text).replaceAll("?").lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) + "\n";
        } catch (IOException e) {
            return file + " cannot be read: " + e + "\n";
        }
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return connection.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
