package dev.guestwire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aStepThatWorkedIsShownWithItsTimeAndResult() {
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            Steps steps = new Steps(plain(StandardCharsets.UTF_8), interruption);
            assertThat(steps.take("count", () -> 3, count -> count + " guests")).isEqualTo(3);
            assertThat(text()).matches("  ✓ count +\\d+ ms  3 guests\\R");
            assertThat(steps.taken()).singleElement().extracting(Step::name).isEqualTo("count");
        }
    }

    @Test
    void aStepThatFailedIsShownAndExplained() {
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            Steps steps = new Steps(plain(StandardCharsets.US_ASCII), interruption);
            assertThatThrownBy(() -> steps.take(
                            "count",
                            () -> {
                                throw new LabException("no host");
                            },
                            text -> ""))
                    .isInstanceOfSatisfying(StepFailedException.class, failure -> {
                        FailureReport report = FailureReport.of(failure);
                        assertThat(report.text()).isEqualTo("the step \"count\" failed: no host");
                        assertThat(report.exitCode()).isEqualTo(1);
                    });
            assertThat(text()).startsWith("  ! count").contains("failed");
            assertThat(steps.taken()).isEmpty();
        }
    }

    @Test
    void aMissingProgramHasAnExitCodeOfItsOwn() {
        List<Prerequisite> missing = List.of(new Prerequisite("qemu-img", "qemu-utils"));
        FailureReport report =
                FailureReport.of(new StepFailedException("guest image", new MissingPrerequisiteException(missing)));
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.text())
                .contains("qemu-img (package qemu-utils)", "apt-get install --no-install-recommends qemu-utils");
    }

    private Display plain(Charset charset) {
        return Display.plain(new PrintStream(printed, true, charset));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
