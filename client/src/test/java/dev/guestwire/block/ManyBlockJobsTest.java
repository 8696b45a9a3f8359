package dev.guestwire.block;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.FakeHost;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainEventBlockJob2;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetDiskErrors;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.fake.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many jobs at once on one host. */
class ManyBlockJobsTest {
    private static final int PULL = 1;
    private static final int COMPLETED = 0;
    private static final int FIRST_CALLBACK = 100;

    private final FakeHost fake = new FakeHost();

    @BeforeEach
    void script() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(FIRST_CALLBACK + call.eventId())));
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        fake.daemon.reply(DomainGetDiskErrors.class, new DomainGetDiskErrors.Reply(List.of(), 0));
        fake.daemon.reply(
                DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply("<domain id='7'><name>web</name></domain>"));
        fake.daemon.reply(DomainGetBlockJobInfo.class, new DomainGetBlockJobInfo.Reply(0, 0, 0, 0, 0));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    /** Events come before the answer to the call that they are about, out of order, and twice. */
    @Test
    void aHundredJobsLoseNoOutcome() throws Exception {
        Random random = new Random(5);
        List<DomainEventBlockJob2> late = Collections.synchronizedList(new ArrayList<>());
        fake.daemon.on(DomainBlockPull.class, call -> {
            String disk = call.path();
            int status = disk.hashCode() % 3;
            List<DomainEventBlockJob2> events = new ArrayList<>(List.of(event(disk, status), event(disk, status)));
            events.addFirst(event("other" + disk, COMPLETED));
            Collections.shuffle(events, random);
            if (random.nextBoolean()) {
                events.forEach(fake.daemon::emit);
            } else {
                late.addAll(events);
            }
            return Answer.of(Empty.EMPTY);
        });
        List<BlockJob> jobs = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            jobs.add(fake.web.disk("d" + number).pull().start());
        }
        Collections.shuffle(late, random);
        late.forEach(fake.daemon::emit);
        CompletableFuture.allOf(jobs.stream().map(BlockJob::toFuture).toArray(CompletableFuture<?>[]::new))
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
        List<JobOutcome.Status> byNumber =
                List.of(JobOutcome.Status.COMPLETED, JobOutcome.Status.FAILED, JobOutcome.Status.CANCELLED);
        assertThat(jobs)
                .allSatisfy(job -> assertThat(job.outcome().orElseThrow().status())
                        .isEqualTo(byNumber.get(job.disk().name().hashCode() % 3)));
    }

    private static DomainEventBlockJob2 event(String disk, int status) {
        return new DomainEventBlockJob2(FIRST_CALLBACK + 16, ACTIVE_WEB, disk, PULL, status);
    }
}
