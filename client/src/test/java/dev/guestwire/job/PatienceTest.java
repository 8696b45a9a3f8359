package dev.guestwire.job;

import static dev.guestwire.FakeHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.FakeHost;
import dev.guestwire.Guest;
import dev.guestwire.block.BlockJob;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.migration.Migration;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainCoreDumpWithFormat;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.watch.FakeEvents;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Patience with a job whose daemon says nothing more, whatever is asked while one waits. */
class PatienceTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final FakeHost fake = new FakeHost();

    @BeforeEach
    void script() {
        new FakeEvents(fake);
        new FakeBackups(fake);
        fake.daemon.reply(DomainHasManagedSaveImage.class, new DomainHasManagedSaveImage.Reply(0));
        fake.daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply("<domain type='qemu'><name>web</name><devices><disk type='file'>"
                        + "<source file='/top'/><target dev='vda'/></disk></devices></domain>"));
        fake.daemon.reply(DomainGetBlockJobInfo.class, new DomainGetBlockJobInfo.Reply(1, 1, 0, 30, 40));
        fake.daemon.reply(DomainBlockPull.class, Empty.EMPTY);
        fake.daemon.on(DomainManagedSave.class, call -> Answer.<Empty>never());
        fake.daemon.on(DomainRestoreFlags.class, call -> Answer.<Empty>never());
        fake.daemon.on(DomainCoreDumpWithFormat.class, call -> Answer.<Empty>never());
        fake.daemon.on(DomainMigratePerform3Params.class, call -> Answer.<DomainMigratePerform3Params.Reply>never());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    interface Waiting {
        Object until(Duration patience) throws InterruptedException;
    }

    enum Handle {
        PUSHED,
        PULLED,
        SAVE,
        RESTORE,
        DUMP,
        BLOCK_JOB,
        MIGRATION;

        Waiting on(Guest guest) {
            Path file = Path.of("/var/file");
            BackupRequest backup = guest.job().backup().disk("vda", file);
            return switch (this) {
                case PUSHED -> progress(backup.push());
                case PULLED -> backup.pull(NbdServer.unix(Path.of("/run/nbd")))::finish;
                case SAVE -> progress(guest.job().managedSave());
                case RESTORE -> progress(guest.job().restore(file));
                case DUMP -> progress(guest.job().dump(file, DumpFormat.RAW));
                case BLOCK_JOB -> {
                    BlockJob pull = guest.disk("vda").pull().start();
                    pull.onProgress(OFTEN, progress -> {});
                    yield pull::await;
                }
                case MIGRATION -> {
                    Migration move =
                            guest.migration("qemu+ssh://host-b/system").live().start();
                    yield patience -> move.await(patience, OFTEN, progress -> {});
                }
            };
        }

        private static Waiting progress(Backup backup) {
            return patience -> backup.await(patience, OFTEN, progress -> {});
        }

        private static Waiting progress(CallJob job) {
            return patience -> job.await(patience, OFTEN, progress -> {});
        }
    }

    @ParameterizedTest
    @EnumSource
    void isADeadline(Handle handle) {
        Waiting waiting = handle.on(fake.web);
        fake.daemon.on(DomainGetJobStats.class, call -> Answer.<DomainGetJobStats.Reply>never());
        fake.daemon.on(DomainGetBlockJobInfo.class, call -> Answer.<DomainGetBlockJobInfo.Reply>never());
        fake.daemon.on(DomainAbortJob.class, call -> Answer.<Empty>never());
        long began = System.nanoTime();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> waiting.until(PATIENCE))
                .matches(late -> late.status() == Status.STILL_RUNNING);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }
}
