package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lets a refused call through, or leads around it. {@link LibvirtException#hint()} finds it by libvirt's code and, where
 * that says too little, by the words of releases 9.0.0 to 12.8.0.
 */
public enum Hint {
    UNDEFINE_NVRAM(
            "The guest has a file of its firmware's variables: undefine it with Flag.Undefine.NVRAM to delete that, or with"
                    + " Flag.Undefine.KEEP_NVRAM to keep it (VIR_DOMAIN_UNDEFINE_NVRAM, _KEEP_NVRAM)"),
    UNDEFINE_SNAPSHOTS("The guest has snapshots: undefine it with Flag.Undefine.SNAPSHOTS_METADATA"
            + " (VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA); what they keep in image files stays there"),
    UNDEFINE_CHECKPOINTS("The guest has checkpoints: undefine it with Flag.Undefine.CHECKPOINTS_METADATA"
            + " (VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA)"),
    UNDEFINE_MANAGED_SAVE("The guest's memory is saved: undefine it with Flag.Undefine.MANAGED_SAVE"
            + " (VIR_DOMAIN_UNDEFINE_MANAGED_SAVE), which deletes that, or start it first"),
    SNAPSHOT_EXTERNAL(
            "An internal snapshot is impossible here, as with UEFI firmware or disks that are not qcow2: make overlays"
                    + " with Snapshots.overlays, or create with Snapshots.Create.DISK_ONLY (VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY)"),
    CHECKPOINTS_FIRST(
            "Checkpoints are in the way: delete them first (Checkpoint.delete, virDomainCheckpointDelete); the next"
                    + " backup is then a full one"),
    SNAPSHOTS_FIRST("Snapshots are in the way: delete them first (Snapshot.delete, virDomainSnapshotDelete)"),
    REVERT_FORCE("The return is risky, or needs a new process of the hypervisor: Snapshot.Revert.FORCE insists on it"
            + " (VIR_DOMAIN_SNAPSHOT_REVERT_FORCE)"),
    CHECKPOINT_USELESS(
            "What a disk keeps track of for the checkpoint is missing or broken: make a full backup with a new"
                    + " checkpoint, and delete the old ones with Checkpoint.Delete.METADATA_ONLY"
                    + " (VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY)"),
    NAME_TAKEN(
            "The name is taken by one of another UUID: give the document another name, or the UUID of the one that is there to"
                    + " change that one"),
    UUID_TAKEN(
            "The UUID is that of one with another name: leave the UUID out to define a further one, or rename that one first"
                    + " (Guest.rename, virDomainRename)"),
    EXISTS("One of that name or place is there already: choose another, or remove the one that is there"),
    SCHEMA(
            "The document is not as libvirt's schema wants it, which libvirt takes all the same in most cases: without the flag"
                    + " VALIDATE it is not asked for (Flag.Define.VALIDATE, Flag.Start.VALIDATE)"),
    DOCUMENT("The document is refused: mend it where the message says"),
    SAVE_BROKEN(
            "The guest's saved memory cannot be read: ManagedSave.remove deletes it (virDomainManagedSaveRemove), and"
                    + " Flag.Start.FORCE_BOOT starts without it (VIR_DOMAIN_START_FORCE_BOOT); what was in memory is lost"),
    EJECT(
            "A drive for removable media stays with a running guest: take the medium out, by an update to the drive without a"
                    + " source (Guest.update, virDomainUpdateDeviceFlags), or detach the drive with Flag.Affect.CONFIG alone, for the next"
                    + " start"),
    DETACH_WHEN_OFF("Such a device cannot leave a running guest: detach it with Flag.Affect.CONFIG alone"
            + " (VIR_DOMAIN_AFFECT_CONFIG), for the next start"),
    COPY_TRANSIENT(
            "The definition of a persistent guest would lose the copy: CopyRequest.transientJob says that this is known"
                    + " (VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB)"),
    MIGRATE_UNSAFE(
            "libvirt fears for the disks: give them cache mode none or directsync or shared storage, copy them along"
                    + " (MigrationRequest.copying), or insist with MigrationRequest.unsafe (VIR_MIGRATE_UNSAFE)"),
    VCPUS_MAXIMUM("More virtual CPUs than the guest may have: raise its maximum first, with GuestCpus.count and"
            + " Count.MAXIMUM, Count.CONFIG, for the next start (VIR_DOMAIN_VCPU_MAXIMUM)"),
    AGENT_REFUSED(
            "The agent in the guest answered and refused: its words are in the message, and its own settings (such as a list"
                    + " of blocked commands) or its log in the guest tell more"),
    AGENT_MISSING("The guest needs qemu-guest-agent, running, and a channel org.qemu.guest_agent.0 in its definition;"
            + " GuestAgent.awaitConnected waits for it"),
    READ_ONLY("The host was opened read-only: open it for writing, without HostOptions.readOnly"),
    NOT_ALLOWED("The daemon wants other credentials, or its access rules (polkit) deny it to this user"),
    PATH_MISSING("A path is not there: it is one of the host, not of this machine"),
    PATH_FORBIDDEN("The daemon's user, or the hypervisor's, may not use a path of the host: give it leave"),
    DISK_FULL("A file system of the host is full: make room there"),
    LOOK_FIRST("No answer came, and the daemon may have carried it out: look at what it is about before calling again");

    private final String sentence;

    Hint(String sentence) {
        this.sentence = sentence;
    }

    /** {@return what helps, in a sentence for people who write programs} It names methods of this library and libvirt's flags. */
    public String sentence() {
        return sentence + ".";
    }

    /** {@return what helps against a refusal, if something is known that does} */
    static Optional<Hint> of(Call<?> call, RemoteError error) {
        return Search.of(call, error);
    }

    /** Finds what helps against a refusal: first by its words, which say more, then by its code. */
    private static final class Search {
        private static final int NO_ENTRY = 2;
        private static final int NO_ACCESS = 13;
        private static final int NO_SPACE = 28;

        /** The first that fits counts. */
        private static final List<Words> WORDS = List.of(
                new Words("DomainUndefine", "with nvram", UNDEFINE_NVRAM),
                new Words("DomainUndefine", "snapshots", UNDEFINE_SNAPSHOTS),
                new Words("DomainUndefine", "checkpoints", UNDEFINE_CHECKPOINTS),
                new Words("DomainUndefine", "managed save image", UNDEFINE_MANAGED_SAVE),
                new Words("DomainSnapshotCreateXml", "internal snapshot", SNAPSHOT_EXTERNAL),
                new Words("", "while checkpoint exists", CHECKPOINTS_FIRST),
                new Words("", "while snapshot exists", SNAPSHOTS_FIRST),
                new Words("DomainMigrate", "domain with I/O error", null),
                new Words("DomainMigrate", "cannot migrate domain with", SNAPSHOTS_FIRST),
                new Words("DomainRevert", "revert requires force", REVERT_FORCE),
                new Words("", "already exists with uuid", NAME_TAKEN),
                new Words("", "is already defined with uuid", UUID_TAKEN),
                new Words("", "with same UUID but different name", UUID_TAKEN),
                new Words("DomainCreate", "image magic is incorrect", SAVE_BROKEN),
                new Words("DomainCreate", "save image", SAVE_BROKEN),
                new Words("DomainCreate", "qemu header", SAVE_BROKEN),
                new Words("DomainDetachDevice", "disk device type '", EJECT),
                new Words("DomainDetachDevice", "cannot be hot unplugged", DETACH_WHEN_OFF),
                new Words("DomainDetachDevice", "cannot be detached: device is busy", null),
                new Words("DomainDetachDevice", "cannot be detached", DETACH_WHEN_OFF),
                new Words("DomainBlock", "domain is not transient", COPY_TRANSIENT),
                new Words("DomainSetVcpus", "greater than max", VCPUS_MAXIMUM),
                new Words("DomainSetVcpus", "exceeds maximum", VCPUS_MAXIMUM),
                new Words("", "unable to execute QEMU agent command", AGENT_REFUSED),
                new Words("", "without shared storage is unsafe", MIGRATE_UNSAFE),
                new Words("", "missing or broken bitmap", CHECKPOINT_USELESS));

        private Search() {}

        /**
         * Words of a refusal.
         *
         * @param call how the call's name begins
         * @param part what the message has in it
         * @param hint what helps; null if nothing is known that does
         */
        private record Words(
                String call, String part, @Nullable Hint hint) {
            boolean fits(String name, String message) {
                return name.startsWith(call) && message.contains(part);
            }
        }

        static Optional<Hint> of(Call<?> call, RemoteError error) {
            String name = call.getClass().getSimpleName();
            String message = String.valueOf(error.message());
            for (Words words : WORDS) {
                if (words.fits(name, message)) {
                    return Optional.ofNullable(words.hint());
                }
            }
            return byCode(call, error);
        }

        private static Optional<Hint> byCode(Call<?> call, RemoteError error) {
            Refusal kind = Refusal.of(error);
            if (kind == Refusal.ALREADY_EXISTS || kind == Refusal.AGENT_UNAVAILABLE) {
                return Optional.of(kind == Refusal.ALREADY_EXISTS ? EXISTS : AGENT_MISSING);
            }
            return switch (String.valueOf(error.code().name())) {
                case "XML_INVALID_SCHEMA" -> Optional.of(SCHEMA);
                case "XML_ERROR", "XML_DETAIL" -> Optional.of(startsOnly(call) ? SAVE_BROKEN : DOCUMENT);
                case "CHECKPOINT_INCONSISTENT" -> Optional.of(CHECKPOINT_USELESS);
                case "SNAPSHOT_REVERT_RISKY" -> Optional.of(REVERT_FORCE);
                case "MIGRATE_UNSAFE" -> Optional.of(MIGRATE_UNSAFE);
                case "AGENT_COMMAND_FAILED" -> Optional.of(AGENT_REFUSED);
                case "NO_HOSTNAME" -> Optional.of(AGENT_MISSING);
                case "OPERATION_DENIED" -> Optional.of(READ_ONLY);
                case "AUTH_FAILED", "AUTH_UNAVAILABLE", "AUTH_CANCELLED", "ACCESS_DENIED" -> Optional.of(NOT_ALLOWED);
                case "SYSTEM_ERROR" -> bySystem(error.int1());
                default -> Optional.empty();
            };
        }

        /** A start has no document but the one in the saved memory. */
        private static boolean startsOnly(Call<?> call) {
            String name = call.getClass().getSimpleName();
            return name.startsWith("DomainCreate") && !name.startsWith("DomainCreateXml");
        }

        /** libvirt passes on the number of Linux's error. */
        private static Optional<Hint> bySystem(int number) {
            return switch (number) {
                case NO_ENTRY -> Optional.of(PATH_MISSING);
                case NO_ACCESS -> Optional.of(PATH_FORBIDDEN);
                case NO_SPACE -> Optional.of(DISK_FULL);
                default -> Optional.empty();
            };
        }
    }
}
