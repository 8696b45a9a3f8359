package dev.guestwire.job;

import static dev.guestwire.watch.FakeEvents.jobCompleted;

import dev.guestwire.FakeHost;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.domain.DomainBackup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The backups of a fake host's guest, as a daemon has them: one at a time, its files numbered, the last end kept. */
final class FakeBackups {
    static final TypedParam BACKUP = TypedParam.ofInt("operation", 9);
    static final TypedParam WELL = TypedParam.ofBoolean("success", true);
    static final TypedParam BADLY = TypedParam.ofBoolean("success", false);
    static final DomainGetJobStats.Reply NONE = new DomainGetJobStats.Reply(0, List.of());
    private static final int COMPLETED = 3;
    private static final int CANCELLED = 5;

    private final FakeHost fake;
    private volatile Optional<String> running = Optional.empty();
    private volatile DomainGetJobStats.Reply kept = NONE;
    private final AtomicInteger lastFile = new AtomicInteger(6);

    FakeBackups(FakeHost fake) {
        this.fake = fake;
        fake.daemon.on(DomainBackupBegin.class, call -> {
            begin(call);
            return Answer.done();
        });
        fake.daemon.on(
                DomainBackupGetXmlDesc.class,
                call -> running.map(xml -> Answer.of(new DomainBackupGetXmlDesc.Reply(xml)))
                        .orElseGet(() -> Answer.error(ErrorCode.NO_DOMAIN_BACKUP, ErrorDomain.QEMU, "no backup")));
        fake.daemon.on(DomainGetJobStats.class, call -> Answer.of(call.flags() == 0 ? now() : kept));
        fake.daemon.reply(DomainGetBlockInfo.class, new DomainGetBlockInfo.Reply(64, 64, 64));
        fake.daemon.reply(DomainAbortJob.class, Empty.EMPTY);
    }

    private DomainGetJobStats.Reply now() {
        return running.isPresent()
                ? new DomainGetJobStats.Reply(2, List.of(BACKUP, TypedParam.ofUllong("time_elapsed", 1)))
                : NONE;
    }

    /** A backup begins as a call asks for it. */
    void begin(DomainBackupBegin call) {
        begin(DomainBackup.parse(call.backupXml()));
    }

    /** A backup begins. */
    void begin(DomainBackup asked) {
        running = Optional.of(asked.withDisks(asked.disks().stream()
                        .map(disk -> disk.withIndex(lastFile.incrementAndGet()))
                        .toList())
                .xml()
                .toXml());
    }

    /** The daemon keeps the end of a backup; nobody is told. {@return the statistics} */
    List<TypedParam> over(TypedParam success, TypedParam... more) {
        return over(success.equals(WELL) ? COMPLETED : 4, success, more);
    }

    private List<TypedParam> over(int type, TypedParam success, TypedParam... more) {
        List<TypedParam> statistics = new ArrayList<>(List.of(BACKUP, success));
        statistics.addAll(List.of(more));
        running = Optional.empty();
        kept = new DomainGetJobStats.Reply(type, statistics);
        return statistics;
    }

    /** A backup ends, and all are told. */
    void end(TypedParam success, TypedParam... more) {
        fake.daemon.emit(jobCompleted(over(success, more).toArray(TypedParam[]::new)));
    }

    /** A backup ends as libvirt ends it at the request of a client, or when its guest stops. */
    void endCancelled(TypedParam... more) {
        fake.daemon.emit(jobCompleted(over(CANCELLED, BADLY, more).toArray(TypedParam[]::new)));
    }

    DomainGetJobStats.Reply kept() {
        return kept;
    }

    static TypedParam elapsed(long millis) {
        return TypedParam.ofUllong("time_elapsed", millis);
    }
}
