package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
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
import java.util.stream.Stream;
import org.jline.utils.Signals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Commands that a signal meets while the daemon holds its answer back. The signal is a plain kill: shells let programs in the
 * background ignore Ctrl-C.
 */
abstract class SignalledCommand {
    static final Duration SOON = Duration.ofSeconds(60);
    static final int TERMINATED = 143;
    static final Domain WEB = new Domain("web", UUID.fromString("3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01"), 7);
    static final String DEFINITION = "<domain type='kvm' id='7'><name>web</name>"
            + "<uuid>3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01</uuid><devices>"
            + "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/top'/>"
            + "<backingStore type='file'><format type='qcow2'/><source file='/base'/><backingStore/></backingStore>"
            + "<target dev='vda' bus='virtio'/><alias name='virtio-disk0'/></disk></devices></domain>";

    @TempDir
    Path folder;

    final CountDownLatch unheard = new CountDownLatch(1);
    final StringWriter error = new StringWriter();
    final StringWriter output = new StringWriter();
    FakeLibvirtd daemon;
    Object before;

    @BeforeEach
    final void startDaemon() {
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
    final void stopDaemon() {
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

    CompletableFuture<Integer> run(String line) {
        String[] words = Main.words(Stream.concat(Stream.of("-c", daemon.uri()), Stream.of(line.split(" ")))
                .toArray(String[]::new));
        CommandLine command =
                Main.commandLine(words).setOut(new PrintWriter(output, true)).setErr(new PrintWriter(error, true));
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> code.complete(command.execute(words)));
        return code;
    }

    /** Fails at once if the verb has ended before. */
    void awaitHeld(CompletableFuture<Integer> code, Hold... holds) {
        while (Stream.of(holds).mapToInt(Hold::held).sum() == 0) {
            assertThat(code).as("%s%s", output, error).isNotDone();
            Thread.onSpinWait();
        }
    }

    static void kill() throws Exception {
        Process kill = new ProcessBuilder(
                        "/bin/sh", "-c", "kill -TERM " + ProcessHandle.current().pid())
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** StringWriter tells nobody of what is written. */
    void awaitError(String text) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!error.toString().contains(text)) {
            assertThat(System.nanoTime())
                    .as("time, waiting for \"%s\" in: %s", text, error)
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
