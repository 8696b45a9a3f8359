package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainDestroy;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabProcess;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.transport.LibvirtUri;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection against a real libvirtd and its test driver: what is answered, and what happens when it hangs or dies. */
@Timeout(240)
class RealDaemonTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @LibvirtHost
    private static Lab lab;

    @AfterEach
    void daemonRunsAgain() {
        if (!lab.daemon().isAlive()) {
            lab.restart();
        }
    }

    private static Lanes open(RpcOptions options) {
        return Lanes.open(LibvirtUri.parse(lab.testUri()), options);
    }

    private static Domain guest(Lanes lanes) {
        return lanes.call(new ConnectListAllDomains(1, 0)).domains().getFirst();
    }

    @ParameterizedTest
    @EnumSource
    void callsAreAnsweredOnEveryLane(Caller caller) throws Exception {
        try (Lanes lanes = open(Wire.deadline(SOON))) {
            caller.start(() -> {
                        Domain test = guest(lanes);
                        assertThat(test.name()).isEqualTo("test");
                        assertThat(lanes.call(new DomainGetInfo(test)).state()).isEqualTo(1);
                        assertThat(lanes.call(new DomainGetState(test, 0)).state())
                                .isEqualTo(1);
                        assertThat(lanes.call(new DomainGetXmlDesc(test, 0)).xml())
                                .contains("<name>test</name>");
                        return true;
                    })
                    .result();
        }
    }

    @Test
    void aGuestThatIsNotThereIsNotFound() {
        try (Lanes lanes = open(Wire.deadline(SOON))) {
            Domain nobody = new Domain("nobody", new UUID(9, 9), -1);
            assertThatThrownBy(() -> lanes.call(new DomainGetInfo(nobody)))
                    .isInstanceOfSatisfying(
                            NotFoundException.class,
                            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.NO_DOMAIN))
                    .hasMessageContaining("nobody");
        }
    }

    @Test
    void readOnlyMayLookButNotTouch() {
        try (Lanes lanes = open(new RpcOptions(SOON, Duration.ZERO, 5, 4, true, 10))) {
            Domain test = guest(lanes);
            assertThatThrownBy(() -> lanes.call(new DomainDestroy(test)))
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OPERATION_DENIED))
                    .hasMessageContaining("open it for writing");
        }
    }

    @Test
    void thousandsOfDocumentsComeThroughThePipeline() {
        try (Lanes lanes = open(Wire.deadline(SOON))) {
            DomainGetXmlDesc ask = new DomainGetXmlDesc(guest(lanes), 0);
            int count = 0;
            for (var answers = lanes.callAll(Collections.nCopies(2_000, ask).iterator()); answers.hasNext(); count++) {
                assertThat(answers.next().orThrow().xml()).endsWith("</domain>\n");
            }
            assertThat(count).isEqualTo(2_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledDaemonEndsEveryCallThatIsUnderWay(Caller caller) throws Exception {
        BlockingQueue<ConnectionEnd> ends = new LinkedBlockingQueue<>();
        HeardEvents heard = new HeardEvents();
        try (Lanes lanes = open(Wire.deadline(SOON))) {
            lanes.onEnd(ends::add);
            lanes.openEvents(heard);
            Domain test = guest(lanes);
            LabProcess daemon = lab.daemon();
            daemon.pause();
            List<Caller.Call<DomainGetInfo.Reply>> calls = caller.start(6, () -> lanes.call(new DomainGetInfo(test)));
            daemon.kill();
            for (Caller.Call<?> call : calls) {
                assertThat(call.failure(ConnectionLostException.class))
                        .hasMessageContaining("DomainGetInfo of guest test");
            }
            assertThat(ends.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            assertThat(heard.next()).isInstanceOf(ConnectionEnd.class);
            assertThatThrownBy(() -> lanes.call(new ConnectGetHostname()))
                    .isInstanceOfSatisfying(
                            ConnectionLostException.class,
                            lost -> assertThat(lost.wasSent()).isFalse());
            // a dying process closes its connections before its listening socket
            daemon.awaitExit();
            assertThatThrownBy(() -> open(Wire.deadline(SOON)))
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("no daemon is behind it");
        }
    }

    /** Calls come without a pause while the daemon dies: each ends in an answer or the loss, and soon. */
    @ParameterizedTest
    @EnumSource
    void aDaemonKilledUnderLoadLeavesNoCallBehind(Caller caller) throws Exception {
        CountDownLatch running = new CountDownLatch(200);
        AtomicBoolean over = new AtomicBoolean();
        try (Lanes lanes = open(Wire.deadline(SOON))) {
            List<Caller.Call<Boolean>> calls = caller.start(20, () -> {
                while (!over.get()) {
                    lanes.call(new ConnectGetLibVersion());
                    running.countDown();
                }
                return true;
            });
            assertThat(running.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            lab.daemon().kill();
            for (Caller.Call<?> call : calls) {
                call.failure(ConnectionLostException.class);
            }
            over.set(true);
            assertThat(lanes.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHungDaemonMeansTheDeadlineAndThenEverythingGoesOn(Caller caller) throws Exception {
        try (Lanes lanes = open(Wire.deadline(SOON))) {
            Domain test = guest(lanes);
            LabProcess daemon = lab.daemon();
            daemon.pause();
            for (Caller.Call<?> call : caller.start(6, () -> lanes.call(new DomainGetInfo(test), SHORT))) {
                call.failure(DeadlineExceededException.class);
            }
            Caller.Call<?> rescue = caller.start(() -> lanes.call(new DomainGetState(test, 0), SHORT));
            assertThat(rescue.failure(DeadlineExceededException.class).wasSent())
                    .isFalse();
            daemon.resume();
            assertThat(lanes.call(new DomainGetInfo(test)).state()).isEqualTo(1);
            assertThat(lanes.call(new DomainGetState(test, 0)).state()).isEqualTo(1);
        }
    }

    @Test
    void aHungDaemonIsNoticedByItsSilence() throws Exception {
        BlockingQueue<ConnectionEnd> ends = new LinkedBlockingQueue<>();
        try (Lanes lanes = open(Wire.pings(Duration.ofMillis(200), 2))) {
            lanes.onEnd(ends::add);
            LabProcess daemon = lab.daemon();
            daemon.pause();
            ConnectionEnd end = ends.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            daemon.resume();
            assertThat(end).isNotNull();
            assertThat(end.reason()).isEqualTo(ConnectionEnd.Reason.KEEPALIVE);
        }
    }

    @Test
    void closingDoesNotWaitForAHungDaemon() throws Exception {
        Lanes lanes = open(Wire.deadline(SOON));
        lanes.openEvents(new HeardEvents());
        lanes.call(new DomainGetState(guest(lanes), 0));
        LabProcess daemon = lab.daemon();
        daemon.pause();
        long began = System.nanoTime();
        lanes.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON.dividedBy(2));
        daemon.resume();
    }
}
