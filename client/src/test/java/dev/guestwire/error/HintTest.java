package dev.guestwire.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.ErrorLevel;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainAgentSetResponseTimeout;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainCreate;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetHostname;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainRevertToSnapshot;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which hint goes with which refusal, in the words of libvirt 9.0.0. */
class HintTest {
    private static final Domain WEB = new Domain("web1", new UUID(1, 2), 7);
    private static final Call<?> UNDEFINE = new DomainUndefineFlags(WEB, 0);
    private static final Call<?> SNAPSHOT =
            new DomainSnapshotCreateXml(WEB, "<domainsnapshot><name>s</name></domainsnapshot>", 0);
    private static final Call<?> DEFINE = new DomainDefineXmlFlags("<domain><name>web1</name></domain>", 0);
    private static final Call<?> DETACH = new DomainDetachDeviceFlags(WEB, "<disk><target dev='sda'/></disk>", 1);
    private static final Call<?> START = new DomainCreateWithFlags(WEB, 0);
    private static final Call<?> MIGRATE =
            new DomainMigratePerform3Params(WEB, "qemu://b/system", List.of(), Bytes.EMPTY, 0);
    private static final Call<?> AGENT = new DomainAgentSetResponseTimeout(WEB, 1, 0);

    private record Row(
            Call<?> call,
            int code,
            String message,
            @Nullable Hint hint) {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(
                new Row(UNDEFINE, 55, "cannot undefine domain with nvram", Hint.UNDEFINE_NVRAM),
                new Row(UNDEFINE, 55, "cannot delete inactive domain with 2 snapshots", Hint.UNDEFINE_SNAPSHOTS),
                new Row(UNDEFINE, 55, "cannot delete inactive domain with 1 checkpoints", Hint.UNDEFINE_CHECKPOINTS),
                new Row(
                        UNDEFINE,
                        55,
                        "Refusing to undefine while domain managed save image exists",
                        Hint.UNDEFINE_MANAGED_SAVE),
                new Row(
                        SNAPSHOT,
                        84,
                        "internal snapshots of a VM with pflash based firmware are not supported",
                        Hint.SNAPSHOT_EXTERNAL),
                new Row(
                        SNAPSHOT,
                        67,
                        "internal snapshot for disk vda unsupported for storage type raw",
                        Hint.SNAPSHOT_EXTERNAL),
                new Row(SNAPSHOT, 55, "cannot create snapshot while checkpoint exists", Hint.CHECKPOINTS_FIRST),
                new Row(SNAPSHOT, 55, "cannot create checkpoint while snapshot exists", Hint.SNAPSHOTS_FIRST),
                new Row(MIGRATE, 55, "cannot migrate domain with 2 snapshots", Hint.SNAPSHOTS_FIRST),
                new Row(MIGRATE, 55, "cannot migrate domain with I/O error", null),
                new Row(
                        MIGRATE,
                        81,
                        "Unsafe migration: Migration without shared storage is unsafe",
                        Hint.MIGRATE_UNSAFE),
                new Row(
                        new DomainRevertToSnapshot(new DomainSnapshot("s", WEB), 0),
                        77,
                        "revert requires force: target domain differs",
                        Hint.REVERT_FORCE)));
        rows.addAll(documents());
        rows.addAll(guests());
        rows.addAll(hosts());
        return rows;
    }

    private static List<Row> documents() {
        return List.of(
                new Row(DEFINE, 9, "domain 'web1' already exists with uuid 1-2", Hint.NAME_TAKEN),
                new Row(DEFINE, 9, "domain 'old' is already defined with uuid 1-2", Hint.UUID_TAKEN),
                new Row(DEFINE, 92, "XML document failed to validate against schema: …", Hint.SCHEMA),
                new Row(DEFINE, 27, "(domain_definition):3: mismatch", Hint.DOCUMENT),
                new Row(DEFINE, 35, "missing domain type", Hint.DOCUMENT),
                new Row(DEFINE, 28, "there", Hint.EXISTS),
                new Row(START, 9, "image magic is incorrect", Hint.SAVE_BROKEN),
                new Row(START, 9, "save image is incomplete", Hint.SAVE_BROKEN),
                new Row(new DomainCreate(WEB), 9, "failed to read qemu header", Hint.SAVE_BROKEN),
                new Row(START, 27, "(domain_definition):1: Document is empty", Hint.SAVE_BROKEN),
                new Row(START, 9, "target vdb already exists", Hint.EXISTS));
    }

    private static List<Row> guests() {
        return List.of(
                new Row(DETACH, 84, "disk device type 'cdrom' cannot be detached", Hint.EJECT),
                new Row(DETACH, 84, "This type of disk cannot be hot unplugged", Hint.DETACH_WHEN_OFF),
                new Row(DETACH, 84, "'usb' controller cannot be hot unplugged.", Hint.DETACH_WHEN_OFF),
                new Row(DETACH, 84, "input device on bus 'ps2' cannot be detached", Hint.DETACH_WHEN_OFF),
                new Row(DETACH, 9, "device cannot be detached: device is busy", null),
                new Row(
                        new DomainBlockCopy(WEB, "vda", "<disk/>", List.of(), 0),
                        55,
                        "domain is not transient",
                        Hint.COPY_TRANSIENT),
                new Row(
                        new DomainSetVcpusFlags(WEB, 9, 2),
                        8,
                        "requested vcpus is greater than max allowable vcpus for the persistent domain: 9 > 4",
                        Hint.VCPUS_MAXIMUM),
                new Row(
                        new DomainBackupBegin(WEB, "<domainbackup/>", null, 0),
                        109,
                        "checkpoint inconsistent: missing or broken bitmap 'c' for disk 'vda'",
                        Hint.CHECKPOINT_USELESS),
                new Row(AGENT, 113, "guest agent command failed: it is blocked", Hint.AGENT_REFUSED),
                new Row(AGENT, 1, "unable to execute QEMU agent command 'guest-exec': no", Hint.AGENT_REFUSED),
                new Row(AGENT, 86, "QEMU guest agent is not connected", Hint.AGENT_MISSING),
                new Row(new DomainGetHostname(WEB, 0), 108, "no hostname found", Hint.AGENT_MISSING));
    }

    private static List<Row> hosts() {
        return List.of(
                new Row(START, 29, "read only access prevents virDomainCreate", Hint.READ_ONLY),
                new Row(START, 45, "authentication failed", Hint.NOT_ALLOWED),
                new Row(START, 88, "access denied", Hint.NOT_ALLOWED),
                new Row(START, 42, "Domain not found", null),
                new Row(START, 55, "domain is already running", null),
                new Row(START, 1, "who knows", null));
    }

    @TestFactory
    Stream<DynamicTest> eachHasItsHint() {
        return rows().stream()
                .map(row -> dynamicTest(row.message(), () -> {
                    CallFailedException refused = CallFailedException.of(
                            row.call(),
                            RemoteError.of(
                                    new ErrorCode(row.code()), ErrorDomain.QEMU, "some words: " + row.message()));
                    assertThat(refused.hint()).isEqualTo(Optional.ofNullable(row.hint()));
                    assertThat(new JobNotCompletedException("Job", JobNotCompletedException.Status.FAILED, "no", "x")
                                    .because(refused)
                                    .hint())
                            .isEqualTo(refused.hint());
                }));
    }

    @Test
    void errorsOfLinuxAreToldApartByTheirNumbers() {
        assertThat(system(2)).contains(Hint.PATH_MISSING);
        assertThat(system(13)).contains(Hint.PATH_FORBIDDEN);
        assertThat(system(28)).contains(Hint.DISK_FULL);
        assertThat(system(5)).isEmpty();
    }

    private static Optional<Hint> system(int number) {
        RemoteError error = new RemoteError(
                ErrorCode.SYSTEM_ERROR,
                ErrorDomain.QEMU,
                "words",
                ErrorLevel.ERROR,
                null,
                "%s",
                "words",
                null,
                number,
                -1,
                null);
        return CallFailedException.of(START, error).hint();
    }

    @Test
    void whatMayHaveRunIsToBeLookedAt() {
        assertThat(new CallInterruptedException(START, true).hint()).contains(Hint.LOOK_FIRST);
        assertThat(new CallInterruptedException(START, false).hint()).isEmpty();
        assertThat(new InvalidInputException("no", null).hint()).isEmpty();
    }

    @Test
    void noHintIsWithoutACaseAndEachIsASentence() {
        Set<Hint> seen = EnumSet.of(Hint.PATH_MISSING, Hint.PATH_FORBIDDEN, Hint.DISK_FULL, Hint.LOOK_FIRST);
        rows().stream().flatMap(row -> Optional.ofNullable(row.hint()).stream()).forEach(seen::add);
        assertThat(seen).isEqualTo(EnumSet.allOf(Hint.class));
        assertThat(Hint.values()).allSatisfy(hint -> assertThat(hint.sentence()).matches("(?s)[A-Zl].*[^.]\\."));
    }
}
