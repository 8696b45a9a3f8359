package dev.guestwire.cli.demo;

/** A step did not come to its end; the cause tells why. */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String step;
    private final Exception reason;

    StepFailedException(String step, Exception reason) {
        super(step + ": " + reason.getMessage(), reason);
        this.step = step;
        this.reason = reason;
    }

    String step() {
        return step;
    }

    Exception reason() {
        return reason;
    }
}
