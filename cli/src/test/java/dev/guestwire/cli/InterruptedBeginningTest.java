package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
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
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainSaveFlags;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jline.utils.Signals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * A signal in the instant while the daemon is being asked to begin something: the command hears what began, ends it, or says how
 * it goes on. The signal is a plain kill: shells let programs in the background ignore Ctrl-C.
 */
class InterruptedBeginningTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;
    private static final Domain WEB = new Domain("web", UUID.fromString("3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01"), 7);
    private static final String DEFINITION = "<domain type='kvm' id='7'><name>web</name>"
            + "<uuid>3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01</uuid><devices>"
            + "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/top'/>"
            + "<backingStore type='file'><format type='qcow2'/><source file='/base'/><backingStore/></backingStore>"
            + "<target dev='vda' bus='virtio'/><alias name='virtio-disk0'/></disk></devices></domain>";

    @TempDir
    Path folder;

    private final CountDownLatch unheard = new CountDownLatch(1);
    private final StringWriter error = new StringWriter();
    private final StringWriter output = new StringWriter();
    private FakeLibvirtd daemon;
    private Object before;

    @BeforeEach
    void start() {
        // a verb that does not listen must not end these tests
        before = Signals.register("TERM", unheard::countDown);
        daemon = FakeLibvirtd.start();
        daemon.reply(
                DomainBackupGetXmlDesc.class,
                new DomainBackupGetXmlDesc.Reply("<domainbackup mode='push'><disks><disk name='vda' backup='yes' "
                        + "type='file' index='7'><driver type='qcow2'/><target file='/b/vda.qcow2'/></disk></disks>"
                        + "</domainbackup>"));
        daemon.reply(DomainLookupByName.class, new DomainLookupByName.Reply(WEB));
        daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(WEB));
        daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(1));
        daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(0));
        daemon.reply(DomainGetState.class, new DomainGetState.Reply(1, 1));
        daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(DEFINITION));
        daemon.reply(DomainGetJobStats.class, new DomainGetJobStats.Reply(0, List.of()));
        daemon.reply(DomainAbortJob.class, Empty.EMPTY);
        daemon.reply(DomainBlockJobAbort.class, Empty.EMPTY);
        daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(2));
    }

    @AfterEach
    void stop() {
        if (before != null) {
            Signals.unregister("TERM", before);
        }
        daemon.close();
    }

    /**
     * A verb and the call that begins it.
     *
     * @param words the command line
     * @param call what begins it
     * @param reply the daemon's answer to that
     * @param end what ends what began, if it can be ended
     */
    record Row<R extends XdrValue, C extends Call<R>>(
            String words, Class<C> call, R reply, Class<? extends Call<?>> end) {
        void answerOn(FakeLibvirtd daemon) {
            daemon.reply(call, reply);
        }

        @Override
        public String toString() {
            return words;
        }
    }

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

    private CompletableFuture<Integer> run(String line) {
        String[] words = Main.words(Stream.concat(Stream.of("-c", daemon.uri()), Stream.of(line.split(" ")))
                .toArray(String[]::new));
        CommandLine command =
                Main.commandLine(words).setOut(new PrintWriter(output, true)).setErr(new PrintWriter(error, true));
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> code.complete(command.execute(words)));
        return code;
    }

    /** Fails at once if the verb has ended before. */
    private void awaitHeld(CompletableFuture<Integer> code, Hold... holds) {
        while (Stream.of(holds).mapToInt(Hold::held).sum() == 0) {
            assertThat(code).as("%s%s", output, error).isNotDone();
            Thread.onSpinWait();
        }
    }

    private static void kill() throws Exception {
        Process kill = new ProcessBuilder(
                        "/bin/sh", "-c", "kill -TERM " + ProcessHandle.current().pid())
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** StringWriter tells nobody of what is written. */
    private void awaitError(String text) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!error.toString().contains(text)) {
            assertThat(System.nanoTime())
                    .as("time, waiting for \"%s\" in: %s", text, error)
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
