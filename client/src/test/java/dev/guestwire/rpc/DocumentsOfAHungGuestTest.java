package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From libvirt 11.3 on the document of a guest waits for its QEMU; that of another guest need not wait for it. */
@Timeout(60)
class DocumentsOfAHungGuestTest {
    private static final Domain HUNG = new Domain("a", new UUID(1, 1), 1);
    private static final Domain HEALTHY = new Domain("b", new UUID(1, 2), 2);

    private final Hold hold = new Hold();
    private final FakeLibvirtd daemon = Wire.daemon();
    private Lanes lanes;

    @BeforeEach
    void connect() {
        daemon.on(DomainGetXmlDesc.class, call -> {
            Answer<DomainGetXmlDesc.Reply> answer =
                    Answer.of(new DomainGetXmlDesc.Reply("<" + call.dom().name() + "/>"));
            return call.dom().equals(HUNG) ? answer.heldBy(hold) : answer;
        });
        lanes = Wire.open(daemon);
    }

    @AfterEach
    void stop() {
        lanes.close();
        daemon.close();
    }

    private static DomainGetXmlDesc document(Domain guest, int flags) {
        return new DomainGetXmlDesc(guest, flags);
    }

    private List<Caller.Call<DomainGetXmlDesc.Reply>> ask(Caller caller, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> caller.start(() -> lanes.call(document(HUNG, i))))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void documentsOfOthersComeAtOnce(Caller caller) throws Exception {
        List<Caller.Call<DomainGetXmlDesc.Reply>> stuck = ask(caller, 32);
        hold.awaitHeld(2, SOON);
        for (int i = 0; i < 100; i++) {
            assertThat(caller.start(() -> lanes.call(document(HEALTHY, 0), SOON))
                            .result()
                            .xml())
                    .isEqualTo("<b/>");
        }
        assertThat(hold.held()).isEqualTo(2);
        assertThat(daemon.connections())
                .as("none is opened for those that wait")
                .hasSizeLessThanOrEqualTo(2);
        for (Caller.Call<DomainGetXmlDesc.Reply> each : stuck) {
            assertThat(each.future().isDone()).isFalse();
        }
        hold.release();
        for (Caller.Call<DomainGetXmlDesc.Reply> each : stuck) {
            assertThat(each.result().xml()).isEqualTo("<a/>");
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void oneThatWaitsForItsTurnIsGivenUpInTimeAndNeverSent(Caller caller) throws Exception {
        List<Caller.Call<DomainGetXmlDesc.Reply>> stuck = ask(caller, 2);
        hold.awaitHeld(2, SOON);
        DeadlineExceededException late = caller.start(() -> lanes.call(document(HUNG, 99), Duration.ofMillis(100)))
                .failure(DeadlineExceededException.class);
        assertThat(late.wasSent()).isFalse();
        hold.release();
        for (Caller.Call<DomainGetXmlDesc.Reply> each : stuck) {
            each.result();
        }
        assertThat(lanes.call(document(HUNG, 3)).xml()).isEqualTo("<a/>");
        assertThat(daemon.calls(DomainGetXmlDesc.class)).doesNotContain(document(HUNG, 99));
    }

    @Test
    void thoseThatWaitFailWithTheConnection() throws Exception {
        List<Caller.Call<DomainGetXmlDesc.Reply>> stuck = ask(Caller.VIRTUAL, 5);
        hold.awaitHeld(2, SOON);
        daemon.kill();
        for (Caller.Call<DomainGetXmlDesc.Reply> each : stuck) {
            each.failure(dev.guestwire.error.ConnectionLostException.class);
        }
    }

    @Test
    void theOthersOfAPipelineComeAheadOfAHungOne() throws Exception {
        List<DomainGetXmlDesc> calls = new ArrayList<>(List.of(document(HEALTHY, 1)));
        IntStream.range(0, 6).forEach(i -> calls.add(document(HUNG, i)));
        calls.add(document(HEALTHY, 2));
        try (Pipeline<DomainGetXmlDesc.Reply> pipeline = lanes.callAll(calls.iterator())) {
            assertThat(pipeline.next().orThrow().xml()).isEqualTo("<b/>");
            while (!daemon.calls(DomainGetXmlDesc.class).contains(document(HEALTHY, 2))) {
                daemon.nextCall(DomainGetXmlDesc.class, SOON);
            }
            assertThat(hold.held()).isLessThanOrEqualTo(2);
            hold.release();
            while (pipeline.hasNext()) {
                pipeline.next().orThrow();
            }
        }
    }
}
