package dev.guestwire.cli.demo;

import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Takes steps one after another, times them and shows them. For one thread. */
final class Steps {
    private static final int NAME_WIDTH = 18;

    private final Display display;
    private final Interruption interruption;
    private final List<Step> taken = new ArrayList<>();

    Steps(Display display, Interruption interruption) {
        this.display = display;
        this.interruption = interruption;
    }

    /**
     * Takes a step.
     *
     * @param result what to say of its result
     * @throws StepFailedException when it fails, or when the command was told to end before it began
     */
    <T> T take(String name, Callable<T> work, Function<T, String> result) {
        if (interruption.signal().isPresent()) {
            throw new StepFailedException(name, new InterruptedException("told to end"));
        }
        return run(name, work, result);
    }

    /** Takes a step that is taken even when the command was told to end. */
    <T> T run(String name, Callable<T> work, Function<T, String> result) {
        display.begin(padded(name));
        long began = System.nanoTime();
        try {
            T value = work.call();
            Step step = new Step(name, Duration.ofNanos(System.nanoTime() - began));
            taken.add(step);
            display.end(line(display.style().okMark(), step, result.apply(value)));
            return value;
        } catch (Exception e) {
            Step step = new Step(name, Duration.ofNanos(System.nanoTime() - began));
            String end = interruption.signalWithin(Duration.ofMillis(200)).isPresent() ? "interrupted" : "failed";
            display.end(line(display.style().failedMark(), step, end));
            throw new StepFailedException(name, e);
        }
    }

    /** {@return the steps that worked} */
    List<Step> taken() {
        return List.copyOf(taken);
    }

    private String line(String mark, Step step, String detail) {
        return "  " + mark + " " + padded(step.name()) + " " + Display.time(step.time()) + "  "
                + display.style().faint(detail);
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
    }
}
