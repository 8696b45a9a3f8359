package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetJobInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of two guests one does not answer: the other is shown, and the exit code tells. */
@Timeout(60)
class HungGuestsTest {
    private static final Domain HUNG = new Domain("hung", new UUID(3, 1), 8);
    private static final Domain HEALTHY = new Domain("healthy", new UUID(3, 2), 9);

    private FakeLibvirtd daemon;

    @BeforeEach
    void start() {
        daemon = FakeLibvirtd.start();
        daemon.reply(ConnectListAllDomains.class, new ConnectListAllDomains.Reply(List.of(HUNG, HEALTHY), 2));
        daemon.on(
                ConnectGetAllDomainStats.class,
                call -> call.doms().equals(List.of(HEALTHY))
                        ? Answer.of(new ConnectGetAllDomainStats.Reply(
                                List.of(new DomainStatsRecord(HEALTHY, List.of(TypedParam.ofInt("state.state", 1))))))
                        : Answer.never());
        daemon.on(
                DomainGetJobStats.class,
                call -> call.dom().uuid().equals(HUNG.uuid())
                        ? Answer.never()
                        : Answer.of(new DomainGetJobStats.Reply(4, List.of(TypedParam.ofInt("operation", 3)))));
        daemon.on(DomainGetJobInfo.class, call -> Answer.never());
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Run run(String... words) {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("-c", daemon.uri(), "--deadline", "2"));
        return Run.of(all.toArray(String[]::new));
    }

    @Test
    void statsShowsTheOthers() {
        Run run = run("stats");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run.lines()).anyMatch(line -> line.contains("healthy") && line.contains("running"));
        assertThat(run.lines()).anyMatch(line -> line.contains("hung") && line.contains("no answer"));
        assertThat(run.error()).contains("guest hung did not answer");
    }

    @Test
    void soDoesItsJson() {
        Run run = run("stats", "--json");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run.out()).contains("\"healthy\"", "\"hung\"", "\"no answer\"", "\"failure\"");
    }

    @Test
    void jobListShowsTheOthers() {
        Run run = run("job", "list");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run.lines()).anyMatch(line -> line.contains("hung") && line.contains("no answer"));
        assertThat(run.error()).contains("guest hung did not answer");
    }

    @Test
    void listShowsTheOthers() {
        daemon.on(
                DomainGetState.class,
                call -> call.dom().uuid().equals(HUNG.uuid())
                        ? Answer.never()
                        : Answer.of(new DomainGetState.Reply(1, 1)));
        Run run = run("list");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run.lines()).anyMatch(line -> line.contains("healthy") && line.contains("running"));
        assertThat(run.lines()).anyMatch(line -> line.contains("hung") && line.contains("no answer"));
        assertThat(run.error()).contains("guest hung did not answer");
    }

    @Test
    void topShowsTheOthers() {
        Run run = run("top", "--count", "1", "--every", "1");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run.lines()).anyMatch(line -> line.contains("healthy") && line.contains("running"));
        assertThat(run.lines()).anyMatch(line -> line.contains("hung") && line.contains("no answer"));
    }

    @Test
    void whatIsDoneToSeveralGuestsIsDoneToTheOthers() {
        daemon.on(
                DomainLookupByName.class,
                call -> Answer.of(new DomainLookupByName.Reply(call.name().equals("hung") ? HUNG : HEALTHY)));
        daemon.on(DomainSuspend.class, call -> call.dom().uuid().equals(HUNG.uuid()) ? Answer.never() : Answer.done());
        Run run = run("suspend", "hung", "healthy");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(daemon.calls(DomainSuspend.class)).hasSize(2);
        assertThat(run.out()).contains("healthy");
    }

    /** The disk after the one that hangs is not asked: QEMU would keep that back, too. */
    @Test
    void diskListShowsTheDisksThatAnswered() {
        daemon.reply(DomainLookupByName.class, new DomainLookupByName.Reply(HUNG));
        daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply(
                        "<domain><devices><disk><target dev='vda'/></disk><disk><target dev='vdb'/></disk>"
                                + "<disk><target dev='vdc'/></disk></devices></domain>"));
        daemon.on(
                DomainGetBlockInfo.class,
                call -> call.path().equals("vda")
                        ? Answer.of(new DomainGetBlockInfo.Reply(1024, 1024, 1024))
                        : Answer.never());
        Run run = run("disk", "list", "hung");
        assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(run.lines()).anyMatch(line -> line.contains("vda") && !line.contains("no answer"));
        assertThat(run.lines()).anyMatch(line -> line.contains("vdb") && line.contains("no answer"));
        assertThat(run.lines()).anyMatch(line -> line.contains("vdc") && line.contains("no answer"));
        assertThat(run.error()).contains("disk vdb of guest hung did not answer");
        assertThat(daemon.calls(DomainGetBlockInfo.class)).hasSize(2);
    }
}
