package dev.guestwire.cli.demo;

import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps and their times, with a bar for each one's share. */
final class StepTable {
    private static final int LONGEST_BAR = 40;

    private StepTable() {}

    /** {@return the lines of the table} */
    static List<String> lines(List<Step> steps, Style style) {
        int width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        Duration total = steps.stream().map(Step::time).reduce(Duration.ZERO, Duration::plus);
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            double share = step.time().toNanos() / (double) Math.max(1, total.toNanos());
            String bar = style.bar((int) Math.round(share * LONGEST_BAR));
            lines.add(row(step.name(), width, step.time()) + (bar.isEmpty() ? "" : "  " + bar));
        }
        lines.add(style.bold(row("in all", width, total)));
        return lines;
    }

    private static String row(String name, int width, Duration time) {
        return "  " + name + " ".repeat(width - name.length()) + "  " + Display.time(time);
    }
}
