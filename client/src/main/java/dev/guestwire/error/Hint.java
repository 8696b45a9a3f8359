package dev.guestwire.error;

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
}
