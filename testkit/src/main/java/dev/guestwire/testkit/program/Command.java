package dev.guestwire.testkit.program;

import dev.guestwire.testkit.error.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A short program, run to its end.
 *
 * @param words the program and its arguments
 * @param folder where it runs, or null for the folder of this process
 */
public record Command(List<String> words, @Nullable Path folder) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** {@return a command of a program of this machine} */
    public static Command of(Program program, String... arguments) {
        return of(program.require().toString(), arguments);
    }

    /** {@return a command of a program named by its path or found in PATH} */
    public static Command of(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(List.of(arguments));
        return new Command(List.copyOf(words), null);
    }

    /** {@return the same command, run in a folder} */
    public Command in(Path place) {
        return new Command(words, place);
    }

    /**
     * Runs the program and waits for it, five minutes at most.
     *
     * @return its exit code and what it printed
     * @throws LabException when it cannot be started or does not end in time
     */
    public Outcome run() {
        try {
            Process process = builder().start();
            process.getOutputStream().close();
            CompletableFuture<Void> limit = CompletableFuture.runAsync(
                    process::destroyForcibly,
                    CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.onExit().join().exitValue();
            if (!limit.cancel(false)) {
                throw new LabException(line() + " did not end within " + LIMIT + ": " + output.strip());
            }
            return new Outcome(exit, output);
        } catch (IOException e) {
            throw new LabException("Cannot run " + line() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs the program, which must succeed.
     *
     * @return what it printed, errors included
     * @throws LabException when it fails; the message has its exit code and its words
     */
    public String output() {
        Outcome outcome = run();
        if (outcome.exit() != 0) {
            throw new LabException(line() + " ended with " + outcome.exit() + ": "
                    + outcome.output().strip());
        }
        return outcome.output();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", Program.searchPath());
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        return builder;
    }

    private String line() {
        return String.join(" ", words);
    }

    /**
     * How a program ended.
     *
     * @param exit its exit code
     * @param output what it printed on both streams
     */
    public record Outcome(int exit, String output) {}
}
