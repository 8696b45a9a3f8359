package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code undefine}. */
@Command(
        name = "undefine",
        description = "Forgets the definitions of guests. Their disks stay; a guest that runs goes on until it stops.",
        mixinStandardHelpOptions = true)
public final class UndefineVerb extends GuestsVerb {
    private final Set<Flag.Undefine> flags = EnumSet.noneOf(Flag.Undefine.class);

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

    private void add(boolean wanted, Flag.Undefine flag) {
        if (wanted) {
            flags.add(flag);
        }
    }

    @Override
    protected String act(Guest guest) {
        guest.undefine(flags.toArray(Flag.Undefine[]::new));
        return "undefined";
    }
}
