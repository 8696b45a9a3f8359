package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainBackup.BackupDisk;
import dev.guestwire.xml.domain.DomainCheckpoint;
import dev.guestwire.xml.domain.DomainCheckpoint.CheckpointDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a guest's disks to be begun. Disks that are not named take no part. Immutable: each method returns a new
 * value.
 *
 * <pre>{@code
 * Backup full = guest.job().backup().disk("vda", path).checkpoint("monday").push();
 * full.await(ofHours(1));
 * Backup more = guest.job().backup().disk("vda", other).since("monday").checkpoint("tuesday").push();
 * }</pre>
 */
public final class BackupRequest {
    private static final int REUSE_EXTERNAL = 1;

    private final Guest guest;
    private final Plan plan;

    /** What is asked for. */
    private record Plan(
            List<BackupDisk> disks,
            @Nullable String since,
            @Nullable String checkpoint,
            boolean reuses,
            boolean keepsCheckpoint) {
        Plan with(List<BackupDisk> others) {
            return new Plan(others, since, checkpoint, reuses, keepsCheckpoint);
        }
    }

    BackupRequest(Guest guest) {
        this(guest, new Plan(List.of(), null, null, false, false));
    }

    private BackupRequest(Guest guest, Plan plan) {
        this.guest = guest;
        this.plan = plan;
    }

    /**
     * {@return this request, with a disk}
     *
     * @param target the disk's target, such as {@code vda}
     * @param file on the host's machine, absolute: the qcow2 file that is written; of a pulled backup: where libvirt keeps
     *     what the guest overwrites meanwhile
     */
    public BackupRequest disk(String target, Path file) {
        BackupDisk disk = new BackupDisk(Element.of("disk"))
                .withName(target)
                .withBackup(true)
                .withType("file")
                .withDriverType("qcow2")
                .withTarget(source -> source.withFile(CallJob.absolute(file)));
        return disk(disk);
    }

    /** {@return this request, with a disk in whatever way} */
    public BackupRequest disk(BackupDisk disk) {
        return new BackupRequest(
                guest,
                plan.with(Stream.concat(plan.disks.stream(), Stream.of(disk)).toList()));
    }

    /** {@return this request, of what was written since a checkpoint only} */
    public BackupRequest since(String earlierCheckpoint) {
        return new BackupRequest(
                guest, new Plan(plan.disks, earlierCheckpoint, plan.checkpoint, plan.reuses, plan.keepsCheckpoint));
    }

    /**
     * {@return this request, which makes a checkpoint at the same moment, for the next backup to begin at}
     *
     * <p>If the backup fails or is cancelled, the checkpoint is deleted: an incremental backup since then would have a hole.
     */
    public BackupRequest checkpoint(String name) {
        Demand.name(name, "the name of a checkpoint");
        return new BackupRequest(guest, new Plan(plan.disks, plan.since, name, plan.reuses, plan.keepsCheckpoint));
    }

    /**
     * {@return this request, whose checkpoint stays even if the backup fails or is cancelled}
     *
     * <p>An incremental backup since such a checkpoint lacks what was written before it.
     */
    public BackupRequest keepingCheckpoint() {
        return new BackupRequest(guest, new Plan(plan.disks, plan.since, plan.checkpoint, plan.reuses, true));
    }

    /** {@return this request, which writes to files that exist already} */
    public BackupRequest reusingFiles() {
        return new BackupRequest(guest, new Plan(plan.disks, plan.since, plan.checkpoint, true, plan.keepsCheckpoint));
    }

    /**
     * Has the daemon write the backup: {@code virDomainBackupBegin}. Returns when it has begun; what the guest writes from
     * then on is not in it.
     *
     * @throws InvalidInputException if no disk takes part, or one has no name
     */
    public Backup push() {
        return begin(document("push", plan.disks));
    }

    /**
     * Has the daemon serve the disks as they are now, for others to read: {@code virDomainBackupBegin}. Returns when they
     * can. It goes on until {@link Backup#finish}.
     *
     * @throws InvalidInputException if no disk takes part, or one has no name
     */
    public Backup pull(NbdServer server) {
        List<BackupDisk> scratched =
                plan.disks.stream().map(BackupRequest::scratched).toList();
        DomainBackup document = document("pull", scratched);
        return begin(
                server.socket().isPresent()
                        ? document.withServerTransport("unix")
                                .withServerSocket(server.socket().get().toString())
                        : document.withServerTransport("tcp")
                                .withServerName(server.host().orElse("localhost"))
                                .withServerPort(
                                        server.port().isPresent()
                                                ? server.port().getAsInt()
                                                : null));
    }

    /** A pulled disk's file is its scratch. */
    private static BackupDisk scratched(BackupDisk disk) {
        Optional<String> file = disk.target().file();
        return file.isEmpty()
                ? disk
                : new BackupDisk(disk.withScratch(source -> source.withFile(file.get()))
                        .xml()
                        .without("target"));
    }

    private DomainBackup document(String mode, List<BackupDisk> parts) {
        if (parts.isEmpty()) {
            throw new InvalidInputException("The backup of guest " + guest.name() + " names no disk", null);
        }
        return new DomainBackup(Element.of("domainbackup"))
                .withMode(mode)
                .withIncremental(plan.since)
                .withDisks(parts);
    }

    private Backup begin(DomainBackup document) {
        String point = null;
        String checkpoint = plan.checkpoint;
        if (checkpoint != null) {
            List<CheckpointDisk> tracked = plan.disks.stream()
                    .map(disk -> CheckpointDisk.tracked(name(disk)))
                    .toList();
            point = DomainCheckpoint.of(checkpoint, tracked).xml().toXml();
        }
        return Backup.begin(
                guest,
                document,
                Optional.ofNullable(checkpoint),
                new Backup.Order(point, plan.reuses ? REUSE_EXTERNAL : 0, plan.keepsCheckpoint));
    }

    private String name(BackupDisk disk) {
        return disk.name()
                .orElseThrow(() -> new InvalidInputException(
                        "A disk in the backup of guest " + guest.name() + " has no name", null));
    }

    @Override
    public String toString() {
        return "backup of " + guest;
    }
}
