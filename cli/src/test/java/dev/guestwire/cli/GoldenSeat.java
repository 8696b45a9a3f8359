package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.GoldenFile.Way;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the packaged command runs one command line after the other in one process, which saves the start of hundreds: on a real
 * terminal, or with its output in files. For one thread at a time.
 */
final class GoldenSeat implements AutoCloseable {
    private static final int LIMIT_SECONDS = 300;

    /** What only a shell understands: other commands, pipes, variables before a command. */
    private static final Pattern SHELL = Pattern.compile("[|&;<>()`\\\\]|^\\w+=");

    private static final Pattern WORD = Pattern.compile("(?:'([^']*)'|\"([^\"]*)\"|(\\S+))(?:\\s+|$)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final boolean onTerminal;
    private final String mark = "[end of seat " + NAMES.incrementAndGet() + "]";
    private final Path scratch;
    private final Process process;
    private final SocketChannel socket;
    private final DataInputStream codes;
    private final DataOutputStream lines;
    private long outputRead;
    private long errorsRead;

    /**
     * Output of one command.
     *
     * @param code its exit code
     * @param output what it printed
     * @param errors what it complained of; empty on a terminal, which shows both
     */
    record Printed(int code, String output, String errors) {}

    private GoldenSeat(GoldenRoom room, boolean onTerminal) throws IOException {
        this.onTerminal = onTerminal;
        scratch = Files.createTempDirectory("seat");
        Path address = scratch.resolve("lines");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(address));
            process = start(room, address);
            socket = accepted(server);
        }
        codes = new DataInputStream(Channels.newInputStream(socket));
        lines = new DataOutputStream(Channels.newOutputStream(socket));
    }

    /** {@return a seat in a room} */
    static GoldenSeat in(GoldenRoom room, Way way) {
        try {
            return new GoldenSeat(room, way == Way.TERMINAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(GoldenRoom room, Path address) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        List<String> java = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                target.resolve("guestwire.jar") + ":" + target.resolve("test-classes")));
        if (!onTerminal) {
            java.add("-Dpicocli.ansi=false");
        }
        java.addAll(List.of(SeatedCommands.class.getName(), address.toString(), onTerminal ? mark : ""));
        List<String> words = onTerminal ? RunningCommand.script(GoldenRoom.onTerminal("exec " + quoted(java))) : java;
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(room.folder().toFile())
                .redirectOutput(scratch.resolve("out").toFile())
                .redirectError(scratch.resolve("err").toFile());
        if (!onTerminal) {
            builder.redirectInput(Path.of("/dev/null").toFile());
        }
        builder.environment().putAll(room.variables());
        builder.environment().remove("NO_COLOR");
        return builder.start();
    }

    private static String quoted(List<String> words) {
        return "'" + String.join("' '", words) + "'";
    }

    private SocketChannel accepted(ServerSocketChannel server) throws IOException {
        CompletableFuture<SocketChannel> arrived = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                arrived.complete(server.accept());
            } catch (IOException failed) {
                arrived.completeExceptionally(failed);
            }
        });
        return within(arrived, "takes its seat");
    }

    private <T> T within(CompletableFuture<T> future, String what) throws IOException {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(
                    what + "; it printed:\n" + since("out", 0) + since("err", 0) + "; alive: " + process.isAlive(),
                    failed);
        }
    }

    /** {@return the words of a command line without the command's name; empty if it needs a shell} */
    static List<String> words(String command, Map<String, String> variables) {
        if (SHELL.matcher(command.replaceAll("'[^']*'", "")).find()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        for (int at = 0; at < command.length(); at = word.end()) {
            if (!word.find(at) || word.start() != at) {
                throw new AssertionError("quotes in: " + command);
            }
            words.add(word.group(1) != null ? word.group(1) : filled(word, variables));
        }
        return words.getFirst().equals("guestwire") ? words.subList(1, words.size()) : List.of();
    }

    private static String filled(Matcher word, Map<String, String> variables) {
        String text = word.group(2) == null ? word.group(3) : word.group(2);
        return VARIABLE.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(variables.getOrDefault(name.group(1), "")));
    }

    /** Runs a command line and {@return what came of it} */
    Printed run(List<String> words) {
        try {
            lines.writeInt(words.size());
            for (String word : words) {
                lines.writeUTF(word);
            }
            lines.flush();
            CompletableFuture<Integer> code = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    code.complete(codes.readInt());
                } catch (IOException gone) {
                    code.completeExceptionally(gone);
                }
            });
            return new Printed(within(code, String.join(" ", words)), output(), errors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A terminal hands on what is written to it a little later. */
    private String output() throws IOException {
        String all = since("out", outputRead);
        while (onTerminal && !all.contains(mark)) {
            assertThat(process.isAlive()).as("it printed:\n%s", all).isTrue();
            LockSupport.parkNanos(1_000_000);
            all = since("out", outputRead);
        }
        outputRead += all.getBytes(StandardCharsets.UTF_8).length;
        return onTerminal ? all.substring(0, all.indexOf(mark)) : all;
    }

    private String errors() throws IOException {
        String all = since("err", errorsRead);
        errorsRead += all.getBytes(StandardCharsets.UTF_8).length;
        return all;
    }

    private String since(String file, long offset) throws IOException {
        try (InputStream in = Files.newInputStream(scratch.resolve(file))) {
            in.skipNBytes(offset);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(scratch)) {
            socket.close();
            process.destroy();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
