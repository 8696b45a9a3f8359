package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestsVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.storage.StorageVolume;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code undefine}. */
@Command(
        name = "undefine",
        description = {
            "Forgets the definitions of guests. Their disks stay; a guest that runs goes on until it stops.",
            "--remove-all-storage and --storage remove volumes that pools have, images in drives included."
        },
        mixinStandardHelpOptions = true)
public final class UndefineVerb extends GuestsVerb {
    private final Set<Flag.Undefine> flags = EnumSet.noneOf(Flag.Undefine.class);

    @Option(
            names = "--storage",
            split = ",",
            paramLabel = "DISK",
            description = "And the volumes of these disks, by target or source, with commas; of a guest that is off.")
    private List<String> disks = List.of();

    @Option(names = "--remove-all-storage", description = "And the volumes of all its disks; of a guest that is off.")
    private boolean allStorage;

    @Option(names = "--wipe-storage", description = "Writes over the volumes before they are removed.")
    private boolean wipe;

    @Option(
            names = "--delete-storage-volume-snapshots",
            description = "And the snapshots of the volumes, where the pool has such; with --remove-all-storage.")
    private boolean volumeSnapshots;

    /** Creates the verb. */
    public UndefineVerb() {}

    @Option(names = "--managed-save", description = "And the saved memory.")
    void managedSave(boolean wanted) {
        add(wanted, Flag.Undefine.MANAGED_SAVE);
    }

    @Option(names = "--snapshots-metadata", description = "And what libvirt knows of its snapshots.")
    void snapshots(boolean wanted) {
        add(wanted, Flag.Undefine.SNAPSHOTS_METADATA);
    }

    @Option(names = "--checkpoints-metadata", description = "And what libvirt knows of its checkpoints.")
    void checkpoints(boolean wanted) {
        add(wanted, Flag.Undefine.CHECKPOINTS_METADATA);
    }

    @Option(names = "--nvram", description = "And the firmware's settings.")
    void nvram(boolean wanted) {
        add(wanted, Flag.Undefine.NVRAM);
    }

    @Option(names = "--keep-nvram", description = "But not the firmware's settings.")
    void keepNvram(boolean wanted) {
        add(wanted, Flag.Undefine.KEEP_NVRAM);
    }

    @Option(names = "--tpm", description = "And the state of its TPM.")
    void tpm(boolean wanted) {
        add(wanted, Flag.Undefine.TPM);
    }

    @Option(names = "--keep-tpm", description = "But not the state of its TPM.")
    void keepTpm(boolean wanted) {
        add(wanted, Flag.Undefine.KEEP_TPM);
    }

    private void add(boolean wanted, Flag.Undefine flag) {
        if (wanted) {
            flags.add(flag);
        }
    }

    @Override
    protected String act(Guest guest) {
        return act(guest, new Row());
    }

    @Override
    protected String act(Guest guest, Row row) {
        boolean removes = allStorage || !disks.isEmpty();
        if (!removes && (wipe || volumeSnapshots)) {
            throw wrong("--wipe-storage and --delete-storage-volume-snapshots need --remove-all-storage or --storage");
        }
        if (removes && guest.isActive()) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE,
                    "guest " + guest.name() + " runs: volumes are removed of a guest that is off only",
                    "guestwire shutdown " + guest.name());
        }
        GuestVolumes gone = allStorage ? GuestVolumes.all(guest) : GuestVolumes.some(guest, disks);
        guest.undefine(flags.toArray(Flag.Undefine[]::new));
        return removes ? removed(guest, gone, row) : "undefined";
    }

    private String removed(Guest guest, GuestVolumes gone, Row row) {
        List<String> failures = gone.remove(
                wipe,
                volumeSnapshots
                        ? new StorageVolume.Delete[] {StorageVolume.Delete.WITH_SNAPSHOTS}
                        : new StorageVolume.Delete[0]);
        if (!failures.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "guest " + guest.name() + " is undefined, but not all its volumes are removed: "
                            + String.join("; ", failures),
                    "guestwire volume delete POOL VOLUME removes one");
        }
        List<String> names = gone.volumes().stream()
                .map(volume -> volume.poolName() + "/" + volume.name())
                .toList();
        row.with("removed", names).with("left", gone.left());
        return "undefined" + (names.isEmpty() ? "; no volumes removed" : "; removed " + String.join(", ", names))
                + (gone.left().isEmpty() ? "" : "; left, since no pool has it: " + String.join(", ", gone.left()));
    }
}
