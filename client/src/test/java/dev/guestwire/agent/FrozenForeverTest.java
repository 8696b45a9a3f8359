package dev.guestwire.agent;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guestwire.FakeHost;
import dev.guestwire.Host;
import dev.guestwire.HostOptions;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.snapshot.Checkpoints;
import dev.guestwire.snapshot.Snapshots;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain host that is closed, loses its connection or hears no answer: its guest does not stay frozen, and it is told. */
class FrozenForeverTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Thawing.Pace HASTY =
            new Thawing.Pace(Duration.ofMillis(100), Duration.ofMillis(1), Duration.ofMillis(10), SOON);

    private final FakeHost fake = new FakeHost(HostOptions.defaults().withoutKeepAlive());

    @BeforeEach
    void answer() {
        fake.daemon.reply(DomainFsfreeze.class, new DomainFsfreeze.Reply(2));
        fake.daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(2));
        fake.daemon.reply(
                DomainSnapshotCreateXml.class, new DomainSnapshotCreateXml.Reply(new DomainSnapshot("s", WEB)));
        fake.daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply(
                        "<domain><devices><disk type='file'><target dev='vda'/></disk></devices></domain>"));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static Thaw end(QuiescedFilesystems frozen) throws Exception {
        return frozen.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private int thaws() {
        return fake.daemon.calls(DomainFsthaw.class).size();
    }

    @Test
    void closingTheHostThawsFirst() {
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        int connections = fake.daemon.connections().size();
        fake.host.close();
        assertThat(frozen.end().orElseThrow().by()).as("when close returns").isEqualTo(Thaw.By.HOST_CLOSED);
        assertThat(frozen.isStillFrozen()).isFalse();
        assertThat(fake.daemon.connections()).as("over its own connection").hasSize(connections);
        assertThat(thaws()).isEqualTo(1);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(frozen::close)
                .withMessageContaining("host closed");
    }

    @Test
    void aHostWhoseThawIsNotAnsweredIsClosedAllTheSameAndAnotherConnectionThaws() {
        Hold hold = new Hold();
        fake.daemon.enqueue(
                DomainFsthaw.class, Answer.of(new DomainFsthaw.Reply(2)).heldBy(hold));
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        fake.host.close();
        assertThat(frozen.end().orElseThrow().by()).as("when close returns").isEqualTo(Thaw.By.HOST_CLOSED);
        assertThat(thaws()).isEqualTo(2);
    }

    @Test
    void aHostThatIsClosedThawsNothingTwice() {
        fake.web.quiesce(SOON).close();
        fake.host.close();
        fake.host.close();
        assertThat(thaws()).isEqualTo(1);
    }

    @Test
    void aPlainHostThatLostItsConnectionThawsOverAnother() throws Exception {
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        fake.daemon.kill();
        fake.daemon.restart();
        assertThat(end(frozen).by()).isEqualTo(Thaw.By.RECONNECTION);
        assertThat(fake.host.isAlive()).isFalse();
        assertThat(frozen.thaw().filesystems()).isEqualTo(2);
    }

    @Test
    void theDeadlineThawsWithoutTheHost() throws Exception {
        QuiescedFilesystems frozen = QuiescedFilesystems.freeze(fake.web, SHORT, HASTY);
        fake.daemon.kill();
        assertThat(end(frozen).by()).as("nobody is there").isEqualTo(Thaw.By.NOBODY);
        assertThat(frozen.isStillFrozen()).isTrue();
        assertThatExceptionOfType(LibvirtException.class).isThrownBy(frozen::close);
        fake.daemon.restart();
        assertThat(frozen.thaw().filesystems()).as("asked again").isEqualTo(2);
        assertThat(frozen.isStillFrozen()).isFalse();
    }

    @Test
    void whoWasNotThawedIsToldHow() {
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> new Thaw(Thaw.By.NOBODY, 0, SHORT).orThrow("web"))
                .withMessageContainingAll("may still be frozen", "virsh domfsthaw web", "guestwire agent thaw web")
                .matches(end -> end.status() == JobNotCompletedException.Status.UNKNOWN);
    }

    @Test
    void aSiblingOfAClosedHostIsASession() {
        fake.host.close();
        try (Host sibling = fake.host.sibling()) {
            assertThat(sibling.guest("web").name()).isEqualTo("web");
        }
    }

    @Test
    void aFreezeThatTakesLongerThanItsDeadlineIsGivenUpAndThawed() throws Exception {
        Hold hold = fake.daemon.hold(DomainFsfreeze.class);
        long began = System.nanoTime();
        var late = catchThrowableOfType(DeadlineExceededException.class, () -> fake.web.quiesce(Duration.ofSeconds(2)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(late.getSuppressed())
                .singleElement()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.throwable(JobNotCompletedException.class))
                .hasMessageContaining("guest web");
        fake.daemon.nextCall(DomainFsthaw.class, SOON);
        hold.release();
    }

    /** Every call by which the daemon, or its agent, freezes. */
    static Stream<Arguments> freezing() {
        return Stream.of(
                Arguments.of("quiesce", DomainFsfreeze.class, (Consumer<FakeHost>) fake -> fake.web.quiesce(SOON)),
                Arguments.of("whileFrozen", DomainFsfreeze.class, (Consumer<FakeHost>)
                        fake -> fake.web.agent().whileFrozen(() -> 1)),
                Arguments.of("snapshot", DomainSnapshotCreateXml.class, (Consumer<FakeHost>)
                        fake -> fake.web.snapshots().create("<domainsnapshot/>", Snapshots.Create.QUIESCE)),
                Arguments.of("overlays", DomainSnapshotCreateXml.class, (Consumer<FakeHost>)
                        fake -> overlay(fake).quiesced().create()),
                Arguments.of("ifPossible", DomainSnapshotCreateXml.class, (Consumer<FakeHost>)
                        fake -> overlay(fake).createQuiescedIfPossible()),
                Arguments.of("checkpoint", DomainCheckpointCreateXml.class, (Consumer<FakeHost>)
                        fake -> fake.web.checkpoints().create("<domaincheckpoint/>", Checkpoints.Create.QUIESCE)));
    }

    private static dev.guestwire.snapshot.OverlaySnapshot overlay(FakeHost fake) {
        return fake.web.snapshots().overlays("s").overlay("vda", Path.of("/a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("freezing")
    void aFreezeWhoseAnswerIsCutOffIsThawedOverAnotherConnection(
            String name, Class<? extends dev.guestwire.protocol.Call<?>> type, Consumer<FakeHost> action) {
        fake.daemon.faultEvery(type, Fault.CUT_BEFORE_REPLY);
        var lost = catchThrowableOfType(ConnectionLostException.class, () -> action.accept(fake));
        assertThat(thaws()).as("when the call has thrown").isEqualTo(1);
        assertThat(lost.getSuppressed())
                .singleElement()
                .satisfies(told -> assertThat(told).hasMessageContaining("were frozen, and are thawed again: 2"));
    }

    @Test
    void anInterruptInAQuiescedSnapshotThawsInTheBackground() throws Exception {
        Hold hold = fake.daemon.hold(DomainSnapshotCreateXml.class);
        Throwable[] thrown = new Throwable[1];
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                overlay(fake).quiesced().create();
            } catch (NoAnswerException interrupted) {
                thrown[0] = interrupted;
            }
        });
        hold.awaitHeld(1, SOON);
        worker.interrupt();
        assertThat(worker.join(SOON)).isTrue();
        fake.daemon.nextCall(DomainFsthaw.class, SOON);
        assertThat(thrown[0].getSuppressed()).hasSize(1);
        hold.release();
    }

    @Test
    void aSnapshotWithoutQuiesceThawsNothing() {
        fake.daemon.faultEvery(DomainSnapshotCreateXml.class, Fault.CUT_BEFORE_REPLY);
        var lost = catchThrowableOfType(
                ConnectionLostException.class, () -> overlay(fake).create());
        assertThat(lost.getSuppressed()).isEmpty();
        assertThat(thaws()).isZero();
    }
}
