package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.GoldenFile.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Where the packaged command is run for its golden files: a folder with documents, a host that is the usual one.
 *
 * @param folder where it runs
 * @param variables what its environment has besides ours
 * @param placeholders names for what differs from run to run
 */
record GoldenRoom(Path folder, Map<String, String> variables, Placeholders placeholders) {
    /** How wide the terminal is. */
    static final int WIDTH = 100;

    private static final int HEIGHT = 30;
    private static final int LIMIT_SECONDS = 300;

    /** The seats by thread, room and whether they are on a terminal. */
    private static final Map<List<Object>, GoldenSeat> SEATS = new ConcurrentHashMap<>();

    private static final AtomicInteger RUNS = new AtomicInteger();

    /**
     * Runs a command in a process of its own and {@return its exit code and what it printed, with names for what varies}
     *
     * @param more what the shell does before it on the same line
     */
    String print(GoldenFile.Case golden, Way way, String... more) {
        return around(golden, way, (out, error) -> {
            String line = String.join(" ", more) + " " + golden.command() + (way == Way.JSON ? " --json" : "");
            List<String> words =
                    way == Way.TERMINAL ? RunningCommand.script(onTerminal(line)) : List.of("sh", "-c", line);
            int code = run(words, out, error, way);
            String printed = Files.readString(out);
            return "exit " + code + "\n" + (way == Way.TERMINAL ? shown(printed) : printed + Files.readString(error));
        });
    }

    /** The same in a process that runs many, which is much faster, unless the command line needs a shell. */
    String printSeated(GoldenFile.Case golden, Way way) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("PWD", folder.toString());
        all.put("MODE", way.word());
        List<String> words = GoldenSeat.words(golden.command(), all);
        if (words.isEmpty()) {
            return print(golden, way);
        }
        return around(golden, way, (out, error) -> {
            GoldenSeat.Printed run = seat(way).run(way == Way.JSON ? with(words, "--json") : words);
            String printed = way == Way.TERMINAL ? shown(run.output()) : run.output() + run.errors();
            return "exit " + run.code() + "\n" + printed;
        });
    }

    private GoldenSeat seat(Way way) {
        List<Object> key = List.of(Thread.currentThread(), this, way == Way.TERMINAL);
        return SEATS.computeIfAbsent(key, seat -> GoldenSeat.in(this, way));
    }

    /** Ends the processes that wait for more. */
    static void leaveSeats() {
        SEATS.values().forEach(GoldenSeat::close);
        SEATS.clear();
    }

    private static List<String> with(List<String> words, String last) {
        List<String> all = new ArrayList<>(words);
        all.add(last);
        return all;
    }

    private interface Printed {
        String to(Path out, Path error) throws IOException, InterruptedException;
    }

    private String around(GoldenFile.Case golden, Way way, Printed printed) {
        try {
            String mark = way.word() + RUNS.incrementAndGet();
            Path out = folder.resolve(mark + ".out");
            Path error = folder.resolve(mark + ".err");
            if (!golden.before().isEmpty()) {
                assertThat(run(List.of("sh", "-ec", golden.before()), out, out, way))
                        .as("%s: %s", golden.before(), Files.readString(out))
                        .isZero();
            }
            String text = printed.to(out, error) + after(golden, out, way);
            Files.deleteIfExists(out);
            Files.deleteIfExists(error);
            return placeholders.in(text.replace(mark, "{mark}"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(golden.command(), e);
        }
    }

    private String after(GoldenFile.Case golden, Path out, Way way) throws IOException, InterruptedException {
        if (golden.after().isEmpty()) {
            return "";
        }
        assertThat(run(List.of("sh", "-ec", golden.after()), out, out, way))
                .as("%s: %s", golden.after(), Files.readString(out))
                .isZero();
        return Files.readString(out)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> "| " + line.stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    /** {@return a line for a shell on a terminal of the width that the golden files have} */
    static String onTerminal(String line) {
        return "stty cols " + WIDTH + " rows " + HEIGHT + "; " + line;
    }

    private static String shown(String printed) {
        TerminalText text = TerminalText.of(printed, WIDTH, HEIGHT);
        assertThat(text.cursorShown())
                .as("the cursor is shown after:\n%s", printed)
                .isTrue();
        assertThat(text.fullScreen())
                .as("the usual page is shown after:\n%s", printed)
                .isFalse();
        return text.text();
    }

    private int run(List<String> words, Path out, Path error, Way way) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(error.toFile()));
        if (way != Way.TERMINAL) {
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        Files.deleteIfExists(out);
        builder.environment().putAll(variables);
        builder.environment().put("MODE", way.word());
        builder.environment().remove("NO_COLOR");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends; it printed:\n%s", words, Files.readString(out))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
