package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.guestwire.testkit.program.Command;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the extension does for tests that fail; they run in an engine of their own. */
class FailingTestTest {
    private static final AtomicReference<Lab> USED = new AtomicReference<>();

    @Test
    void theEndOfTheDaemonsLogIsPrintedAndTheHostClosed() {
        PrintStream usual = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        EngineExecutionResults results;
        try {
            results = run(Fails.class);
        } finally {
            System.setErr(usual);
        }
        results.testEvents().assertStatistics(events -> events.started(1).failed(1));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("fails(Lab) failed. The end of the log of the host 'lab'", "libvirt version");
        assertThat(USED.get().daemon().isAlive()).isFalse();
        assertThat(USED.get().folder()).doesNotExist();
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        assertThat(run(Misuses.class).containerEvents().failed().count()).isEqualTo(1);
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    static class Fails {
        @Test
        void fails(@LibvirtHost("lab") Lab lab) {
            USED.set(lab);
            // the daemon has nothing to say before somebody asks it for something that is not there
            Virsh.await(
                    () -> {
                        Command.of("virsh", "-q", "-c", lab.qemuUri(), "dominfo", "nobody")
                                .run();
                        return lab.logTail().contains("libvirt version");
                    },
                    "the daemon's log");
            throw new AssertionError("on purpose");
        }
    }

    static class Misuses {
        @LibvirtHost
        static String host = "none";

        @Test
        void runs() {}
    }
}
