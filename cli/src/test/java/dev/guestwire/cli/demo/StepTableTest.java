package dev.guestwire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.Style;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class StepTableTest {
    private static final Style STYLE = new Style("+", "!", "#", List.of("|"), "_#", Ansi.OFF);

    @Test
    void eachStepHasItsTimeAndABarOfItsShare() {
        List<Step> steps =
                List.of(new Step("start", Duration.ofMillis(500)), new Step("shut down", Duration.ofMillis(1500)));
        assertThat(StepTable.lines(steps, STYLE))
                .containsExactly(
                        "  start        500 ms  ##########",
                        "  shut down    1.50 s  ##############################",
                        "  in all       2.00 s");
    }
}
