package dev.guestwire.cli.demo;

import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.Prerequisites;
import dev.guestwire.testkit.error.Prerequisite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The demonstration: a private host, a guest's life on it, and nothing left. */
final class Demo {
    private final Display display;
    private final Interruption interruption;
    private final Steps steps;

    /** What went wrong, the cause first. */
    private final List<FailureReport> failures = new ArrayList<>();

    private final List<Lab> hosts = new ArrayList<>();
    private boolean isRemoved = true;

    Demo(Display display, Interruption interruption) {
        this.display = display;
        this.interruption = interruption;
        this.steps = new Steps(display, interruption);
    }

    /** Shows it all and {@return the exit code} */
    int run() {
        display.line(display.style().bold("A real guest on a private libvirt host"));
        display.line("");
        List<Prerequisite> missing = Prerequisites.missing();
        if (missing.isEmpty()) {
            showLife();
        } else {
            failures.add(FailureReport.missing(missing));
        }
        Optional<Signal> signal = interruption.signal();
        if (signal.isPresent()) {
            return endBy(signal.get());
        }
        return failures.isEmpty() ? endWell() : endBadly();
    }

    private void showLife() {
        try {
            tour(host("private host"));
        } catch (StepFailedException failure) {
            failures.add(FailureReport.of(failure));
        }
        if (!hosts.isEmpty()) {
            interruption.beginCleanup();
            removeAll();
        }
    }

    private Lab host(String step) {
        Lab lab = steps.take(
                step,
                () -> Lab.builder().onProgress(display::progress).start(),
                host -> "a libvirt daemon, process " + host.daemon().pid() + ", in " + host.folder());
        hosts.add(lab);
        isRemoved = false;
        return lab;
    }

    private void tour(Lab lab) {
        try {
            new GuestTour(lab, () -> host("another host"), steps, display).run();
        } catch (StepFailedException failure) {
            failures.add(FailureReport.of(failure, lab));
        }
    }

    private void removeAll() {
        try {
            steps.run("stop and remove", this::remove, folders -> folders + " gone");
            isRemoved = true;
        } catch (StepFailedException failure) {
            failures.add(FailureReport.of(failure));
        }
    }

    private String remove() {
        hosts.forEach(Lab::close);
        return hosts.stream().map(lab -> lab.folder().toString()).collect(Collectors.joining(" and "))
                + (hosts.size() == 1 ? " is" : " are");
    }

    private int endWell() {
        display.line("");
        StepTable.lines(steps.taken(), display.style()).forEach(display::line);
        return ExitCode.OK;
    }

    private int endBadly() {
        for (FailureReport failure : failures) {
            complain(failure.text());
        }
        return failures.getFirst().exitCode();
    }

    private int endBy(Signal signal) {
        if (isRemoved) {
            complain("ended by SIG" + signal + ". The private host is stopped and removed; nothing is left.");
        } else {
            complain("ended by SIG" + signal + ", and: " + failures.getLast().text());
        }
        return ExitCode.of(signal);
    }

    private static void complain(String text) {
        System.err.println(Gate.styled("guestwire demo: " + text));
    }
}
