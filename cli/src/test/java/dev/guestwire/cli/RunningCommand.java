package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The packaged command at work, as a user or a script started it, with all it has printed on both streams. */
final class RunningCommand implements AutoCloseable {
    /** The repository. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final CountDownLatch ended = new CountDownLatch(1);

    private RunningCommand(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Starts a program, whose output is a pipe. */
    static RunningCommand start(RunFolder folder, List<String> words) {
        // Shells let programs in the background ignore SIGINT; a test of it must not depend on how the tests were
        // started.
        List<String> all = Stream.concat(Stream.of("env", "--default-signal=INT,TERM,HUP"), words.stream())
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(folder.path().toFile()).redirectErrorStream(true);
        builder.environment().putAll(folder.variables());
        try {
            return new RunningCommand(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code ./guestwire} with its output in a pipe. */
    static RunningCommand guestwire(RunFolder folder, String... arguments) {
        return start(
                folder,
                Stream.concat(Stream.of(ROOT.resolve("guestwire").toString()), Stream.of(arguments))
                        .toList());
    }

    /** Starts {@code ./guestwire} on a terminal of its own; what is typed comes from {@link #type}. */
    static RunningCommand guestwireOnTerminal(RunFolder folder, String arguments, String... variables) {
        String command =
                "TERM=xterm " + String.join(" ", variables) + " exec " + ROOT.resolve("guestwire") + " " + arguments;
        return start(folder, script(command));
    }

    /** Has bash run a line on a terminal of its own of some size. */
    static RunningCommand onTerminal(RunFolder folder, int columns, int rows, String line) {
        String command = "stty cols " + columns + " rows " + rows + "; PATH=" + ROOT + ":$PATH; export TERM=xterm; "
                + "unset NO_COLOR; " + line;
        return start(folder, script(command));
    }

    /** {@return the words that have bash run a line on a terminal of its own} */
    static List<String> script(String command) {
        // Without SHELL it would be /bin/sh; dash ends at a Ctrl-C that the command it waits for has handled.
        return List.of("env", "SHELL=/bin/bash", "script", "--quiet", "--return", "--command", command, "/dev/null");
    }

    /** {@return what was printed until now, once it contains a text} */
    String await(String text) {
        long end = System.nanoTime() + LIMIT.toNanos();
        lock.lock();
        try {
            while (output.indexOf(text) < 0) {
                assertThat(ended.getCount())
                        .as("still runs; it printed:\n%s", output)
                        .isPositive();
                assertThat(more.awaitNanos(end - System.nanoTime()))
                        .as("time left to wait for \"%s\" in:\n%s", text, output)
                        .isPositive();
            }
            return output.toString();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    /** Types on its terminal. */
    void type(char character) throws IOException {
        process.getOutputStream().write(character);
        process.getOutputStream().flush();
    }

    /** Types a line on its terminal. */
    void typeLine(String line) throws IOException {
        process.getOutputStream().write((line + "\r").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** {@return the command itself, below the shell and the terminal} */
    ProcessHandle java() {
        return process.descendants()
                .filter(one -> one.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    /** Sends a signal to it alone. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Sends a signal to the command, which a shell or a terminal has started. */
    void signalCommand(String name) throws IOException, InterruptedException {
        ProcessHandle java = process.descendants()
                .filter(one -> one.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + java.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** {@return its exit code, when it has ended} */
    int exit() throws InterruptedException {
        assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("ends; it printed:\n%s", output())
                .isTrue();
        return process.waitFor();
    }

    /** {@return all it has printed} */
    String output() {
        lock.lock();
        try {
            return output.toString();
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        char[] piece = new char[4096];
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
                append(piece, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ended.countDown();
            append(piece, 0);
        }
    }

    private void append(char[] piece, int count) {
        lock.lock();
        try {
            output.append(piece, 0, count);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
