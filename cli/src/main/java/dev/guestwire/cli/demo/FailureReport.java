package dev.guestwire.cli.demo;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * What to tell of a failure.
 *
 * @param text what failed, where, and what to do
 * @param exitCode what the shell gets
 */
record FailureReport(String text, int exitCode) {
    private static final String INDENT = "    ";

    /** {@return the report of a machine that lacks programs} */
    static FailureReport missing(List<Prerequisite> missing) {
        StringBuilder text = new StringBuilder("this machine lacks what a private host needs:\n");
        for (Prerequisite one : missing) {
            text.append(INDENT)
                    .append(one.what())
                    .append(" (package ")
                    .append(one.debianPackage())
                    .append(")\n");
        }
        text.append("  On Debian and Ubuntu, as root:\n")
                .append(INDENT)
                .append(MissingPrerequisiteException.installLine(missing));
        return new FailureReport(text.toString(), ExitCode.MISSING);
    }

    /** {@return the report of a host that did not start} */
    static FailureReport of(StepFailedException failure) {
        if (failure.reason() instanceof MissingPrerequisiteException lacking) {
            return missing(lacking.missing());
        }
        return new FailureReport(headline(failure), ExitCode.FAILED);
    }

    /** {@return the report of a step that failed on a host; to be made while the host's log is there} */
    static FailureReport of(StepFailedException failure, Lab lab) {
        FailureReport report = of(failure);
        if (report.exitCode() != ExitCode.FAILED) {
            return report;
        }
        String text = report.text()
                + "\n  guest: " + GuestTour.GUEST
                + "\n  host: " + lab.qemuUri()
                + "\n  what to do: " + advice(failure.reason())
                + "\n  the daemon's log ends with:\n"
                + lab.logTail().strip().indent(INDENT.length()).stripTrailing();
        return new FailureReport(text, ExitCode.FAILED);
    }

    private static String headline(StepFailedException failure) {
        Exception reason = failure.reason();
        String why = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        return "the step \"" + failure.step() + "\" failed: " + why;
    }

    private static String advice(Exception reason) {
        return switch (reason) {
            case ConnectionLostException lost ->
                "the daemon has ended or was killed; its log below may say why. Is there memory left (free -m)? Try again.";
            case ConnectFailedException refused -> "the daemon does not answer; its log below may say why. Try again.";
            case AgentUnavailableException silent ->
                "the guest's agent does not answer. Try again on a less busy machine.";
            case CallFailedException refused -> "the daemon refused the call; its log below may say more.";
            case TimeoutException late -> "this machine may be too busy to emulate a guest. Try again when it is not.";
            case DeadlineExceededException late -> "the daemon or QEMU hangs; its log below may say why. Try again.";
            default -> "the message and the log below should tell; if not, please report both.";
        };
    }
}
