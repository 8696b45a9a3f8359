package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many calls in one go. */
@Timeout(240)
class PipelineTest {
    private final FakeLibvirtd daemon = Wire.daemon().on(DomainGetInfo.class, PipelineTest::answer);

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static Answer<DomainGetInfo.Reply> answer(DomainGetInfo call) {
        int number = call.dom().id();
        return number % 10 == 3
                ? Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "Domain not found")
                : Answer.of(new DomainGetInfo.Reply(1, number, 0, 1, 0));
    }

    private static Iterator<DomainGetInfo> infos(int count) {
        return IntStream.range(0, count).mapToObj(Wire::info).iterator();
    }

    @ParameterizedTest
    @EnumSource
    void answersComeInTheOrderOfTheirCallsAndARefusalStandsInItsPlace(Caller caller) throws Exception {
        try (Lanes lanes = Wire.open(daemon)) {
            int refused = caller.start(() -> {
                        int count = 0;
                        int number = 0;
                        for (var answers = lanes.callAll(infos(200)); answers.hasNext(); number++) {
                            var answer = answers.next();
                            assertThat(answer.call()).isEqualTo(Wire.info(number));
                            if (answer.refusal() != null) {
                                count++;
                                assertThatThrownBy(answer::orThrow).isInstanceOf(NotFoundException.class);
                            } else {
                                assertThat(answer.orThrow().maxMem()).isEqualTo(number);
                            }
                        }
                        assertThat(number).isEqualTo(200);
                        return count;
                    })
                    .result();
            assertThat(refused).isEqualTo(20);
        }
    }

    /** Begun on one thread and read on another, which then is the one to be woken. */
    @ParameterizedTest
    @EnumSource
    void itMayMoveToAnotherThread(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = Wire.open(daemon, Wire.deadline(Duration.ofSeconds(60)))) {
            var answers = lanes.callAll(infos(8));
            hold.awaitHeld(4, SOON);
            Caller.Call<Long> reader =
                    caller.start(() -> answers.next().orThrow().maxMem());
            reader.awaitParked();
            hold.release();
            assertThat(reader.result()).isZero();
            assertThat(answers.next().orThrow().maxMem()).isEqualTo(1);
            answers.close();
        }
    }

    @Test
    void closedEarlyItLeavesTheConnectionToOthers() {
        try (Lanes lanes = Wire.open(daemon)) {
            for (int i = 0; i < 20; i++) {
                try (var answers = lanes.callAll(infos(100))) {
                    assertThat(answers.next().orThrow().maxMem()).isZero();
                }
            }
            assertThat(lanes.call(Wire.info(5)).maxMem()).isEqualTo(5);
        }
    }

    @Test
    void aCallPastItsDeadlineIsToldInItsPlaceAndTheRestGoesOn() throws Exception {
        Hold hold = new Hold();
        daemon.on(
                DomainGetInfo.class, call -> call.dom().id() == 1 ? answer(call).heldBy(hold) : answer(call));
        try (Lanes lanes = Wire.open(daemon, Wire.deadline(Duration.ofMillis(300)))) {
            var answers = lanes.callAll(infos(30));
            assertThat(answers.next().orThrow().maxMem()).isZero();
            assertThatThrownBy(answers::next).isInstanceOf(DeadlineExceededException.class);
            assertThat(answers.next().orThrow().maxMem()).isEqualTo(2);
            hold.release();
            answers.close();
        }
    }

    @Test
    void theEndOfTheConnectionIsToldForEachCall() throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = Wire.open(daemon)) {
            var answers = lanes.callAll(infos(10));
            hold.awaitHeld(4, SOON);
            daemon.kill();
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(answers::next).isInstanceOf(ConnectionLostException.class);
            }
            assertThat(answers.hasNext()).isFalse();
            assertThatThrownBy(answers::next).isInstanceOf(NoSuchElementException.class);
        }
    }
}
