package dev.guestwire.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class FakeDaemonTest {
    @Test
    void everyFieldAndParameterGetsADaemonThatIsClosedAfterwards() {
        FakeDaemonExamples.Users.SEEN.clear();

        run(FakeDaemonExamples.Users.class)
                .assertStatistics(stats -> stats.started(2).succeeded(2));

        assertThat(new HashSet<>(FakeDaemonExamples.Users.SEEN)).hasSize(7);
        assertThat(FakeDaemonExamples.Users.SEEN)
                .hasSize(8)
                .noneMatch(daemon -> daemon.socket().toFile().exists());
    }

    @Test
    void aFailedScriptFailsItsTest() {
        run(FakeDaemonExamples.Broken.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(message(text -> text.contains("script for ConnectGetHostname")))));
    }

    private static Events run(Class<?> users) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(users))
                .execute()
                .testEvents();
    }
}
