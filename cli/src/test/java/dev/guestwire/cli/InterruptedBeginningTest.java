package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBlockCommit;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainCoreDumpWithFormat;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainSaveFlags;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Hold;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A signal in the instant while the daemon is being asked to begin something: the command hears what began, ends it, or says how
 * it goes on. The signal is a plain kill: shells let programs in the background ignore Ctrl-C.
 */
class InterruptedBeginningTest extends SignalledCommand {
    static Stream<Row<?, ?>> jobs() {
        return Stream.of(
                new Row<>(
                        "backup start web --disk vda=/b/vda.qcow2",
                        DomainBackupBegin.class,
                        Empty.EMPTY,
                        DomainAbortJob.class),
                new Row<>(
                        "backup start web --disk vda=/b/vda.qcow2 --background",
                        DomainBackupBegin.class,
                        Empty.EMPTY,
                        DomainAbortJob.class),
                new Row<>("disk copy web vda /copy", DomainBlockCopy.class, Empty.EMPTY, DomainBlockJobAbort.class),
                new Row<>("disk pull web vda", DomainBlockPull.class, Empty.EMPTY, DomainBlockJobAbort.class),
                new Row<>(
                        "disk pull web vda --background",
                        DomainBlockPull.class,
                        Empty.EMPTY,
                        DomainBlockJobAbort.class),
                new Row<>(
                        "disk commit web vda --active",
                        DomainBlockCommit.class,
                        Empty.EMPTY,
                        DomainBlockJobAbort.class),
                new Row<>("save web /save", DomainSaveFlags.class, Empty.EMPTY, DomainAbortJob.class),
                new Row<>("save web", DomainManagedSave.class, Empty.EMPTY, DomainAbortJob.class),
                new Row<>("dump web /dump", DomainCoreDumpWithFormat.class, Empty.EMPTY, DomainAbortJob.class));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobIsCancelledWhenItHasBegun(Row<?, ?> row) throws Exception {
        row.answerOn(daemon);
        Hold hold = daemon.hold(row.call());
        CompletableFuture<Integer> code = run(row.words());
        awaitHeld(code, hold);
        kill();
        boolean waits = !row.words().startsWith("save") && !row.words().startsWith("dump");
        if (waits) {
            awaitError("waiting up to 30 s for the daemon's answer");
            hold.release();
        }
        daemon.nextCall(row.end(), SOON);
        // the daemon dies rather than tell the end: which event tells it is not what is tested here
        daemon.kill();
        hold.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("%s%s", output, error)
                .isEqualTo(TERMINATED);
        assertThat(output.toString()).as("how it ended is told").contains(" of web: ");
        assertThat(unheard.getCount()).isEqualTo(1);
    }

    static Stream<Arguments> lasting() {
        return Stream.of(
                new Arguments(
                        new Row<>(
                                "snapshot create web s --disk-only --quiesce",
                                DomainSnapshotCreateXml.class,
                                new DomainSnapshotCreateXml.Reply(new DomainSnapshot("s", WEB)),
                                DomainFsthaw.class),
                        "snapshot s made"),
                new Arguments(
                        new Row<>(
                                "start web",
                                DomainCreateWithFlags.class,
                                new DomainCreateWithFlags.Reply(WEB),
                                DomainAbortJob.class),
                        "started"),
                new Arguments(
                        new Row<>(
                                "agent freeze web",
                                DomainFsfreeze.class,
                                new DomainFsfreeze.Reply(2),
                                DomainFsthaw.class),
                        "were frozen, and are thawed again: 2 file systems"),
                new Arguments(
                        new Row<>(
                                "agent exec web true",
                                DomainAgentCommand.class,
                                new DomainAgentCommand.Reply("{\"return\":{\"pid\":77}}"),
                                DomainAbortJob.class),
                        "process 77 goes on in guest web"),
                new Arguments(
                        new Row<>(
                                "agent exec web --no-wait true",
                                DomainAgentCommand.class,
                                new DomainAgentCommand.Reply("{\"return\":{\"pid\":77}}"),
                                DomainAbortJob.class),
                        "77"));
    }

    /** @param told what people read at the end */
    record Arguments(Row<?, ?> row, String told) {
        @Override
        public String toString() {
            return row.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatCannotBeCalledOffIsToldWhenTheAnswerIsThere(Arguments one) throws Exception {
        one.row().answerOn(daemon);
        Hold hold = daemon.hold(one.row().call());
        CompletableFuture<Integer> code = run(one.row().words());
        awaitHeld(code, hold);
        kill();
        awaitError("waiting up to 30 s for the daemon's answer");
        hold.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(output.toString() + error).contains(one.told());
        if (one.row().words().startsWith("agent freeze")) {
            assertThat(daemon.calls(DomainFsthaw.class)).hasSize(1);
        }
    }

    /** Who asks twice does not wait, and is told what may go on and how to end it. */
    @ParameterizedTest
    @MethodSource("jobs")
    void aSecondSignalWaitsNoMore(Row<?, ?> row) throws Exception {
        if (row.words().startsWith("save") || row.words().startsWith("dump")) {
            return;
        }
        row.answerOn(daemon);
        Hold hold = daemon.hold(row.call());
        CompletableFuture<Integer> code = run(row.words());
        awaitHeld(code, hold);
        kill();
        awaitError("waiting up to 30 s");
        kill();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(error.toString()).contains("may carry it out yet", "guestwire job list", "guestwire job cancel web");
        hold.release();
    }

    /** The daemon refuses to cancel what is at its end; then the end is what counts. */
    @Test
    void aJobThatEndsInsteadOfBeingCancelledDoesNotGoOn() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        daemon.reply(DomainBlockPull.class, Empty.EMPTY);
        daemon.on(
                DomainBlockJobAbort.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "no job is active on the domain"));
        daemon.on(DomainGetBlockJobInfo.class, call -> {
            boolean isRefused = !daemon.calls(DomainBlockJobAbort.class).isEmpty();
            if (isRefused) {
                looked.countDown();
            }
            return Answer.of(new DomainGetBlockJobInfo.Reply(isRefused ? 1 : 0, 1, 0, 1, 2));
        });
        Hold hold = daemon.hold(DomainBlockPull.class);
        CompletableFuture<Integer> code = run("disk pull web vda");
        awaitHeld(code, hold);
        kill();
        awaitError("waiting up to 30 s");
        hold.release();
        assertThat(looked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        daemon.kill();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(output.toString()).contains("of web: ").doesNotContain("goes on", "refused");
    }

    @Test
    void aFreezeThatIsNotWaitedForIsThawed() throws Exception {
        daemon.reply(DomainFsfreeze.class, new DomainFsfreeze.Reply(2));
        Hold hold = daemon.hold(DomainFsfreeze.class);
        CompletableFuture<Integer> code = run("agent freeze web");
        awaitHeld(code, hold);
        kill();
        awaitError("waiting up to 30 s");
        kill();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(daemon.calls(DomainFsthaw.class)).hasSize(1);
        assertThat(error.toString()).contains("guestwire agent thaw web");
        hold.release();
    }

    @Test
    void aDetachmentIsGivenUp() throws Exception {
        Path device = folder.resolve("device.xml");
        java.nio.file.Files.writeString(device, "<disk type='file' device='disk'><target dev='vda'/></disk>");
        daemon.reply(DomainDetachDeviceAlias.class, Empty.EMPTY);
        daemon.reply(DomainDetachDeviceFlags.class, Empty.EMPTY);
        Hold byAlias = daemon.hold(DomainDetachDeviceAlias.class);
        Hold byDocument = daemon.hold(DomainDetachDeviceFlags.class);
        CompletableFuture<Integer> code = run("detach-device web " + device + " --live");
        awaitHeld(code, byAlias, byDocument);
        kill();
        awaitError("waiting up to 30 s");
        byAlias.release();
        byDocument.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(output.toString()).contains("detachment of disk of web: ");
    }

    /** {@code --deadline} holds for what an agent is asked, too, and what may be frozen is told. */
    @Test
    void theDeadlineHoldsForCallsThatLast() throws Exception {
        daemon.on(DomainFsfreeze.class, call -> Answer.never());
        assertThat(run("--deadline 1 agent freeze web").get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(error.toString()).contains("got no answer within 1 s", "are thawed again: 2 file systems");
        daemon.on(DomainFsthaw.class, call -> Answer.never());
        assertThat(run("--deadline 1 agent freeze web").get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(8);
        assertThat(error.toString())
                .contains("got no answer within 1 s", "may be frozen", "guestwire agent thaw web ends the freeze");

        daemon.on(DomainAgentCommand.class, call -> Answer.never());
        assertThat(run("--deadline 1 agent ping web").get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(8);
        daemon.on(DomainCreateWithFlags.class, call -> Answer.never());
        assertThat(run("--deadline 1 start web").get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(8);
    }

    /** A program that cannot be asked for is told by its number. */
    @Test
    void aProgramThatCannotBeAskedForIsToldByItsNumber() throws Exception {
        daemon.enqueue(DomainAgentCommand.class, Answer.of(new DomainAgentCommand.Reply("{\"return\":{\"pid\":77}}")));
        daemon.on(
                DomainAgentCommand.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "domain is not running"));
        assertThat(run("agent exec --timeout 0.3 web true").get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(8);
        assertThat(error.toString()).contains("process 77 goes on in guest web", "the guest is paused");
    }
}
