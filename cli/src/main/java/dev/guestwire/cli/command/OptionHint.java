package dev.guestwire.cli.command;

import dev.guestwire.error.Hint;
import java.util.Optional;

/** What the library knows to help, as this command has it: its verbs and options. */
final class OptionHint {
    private OptionHint() {}

    /**
     * {@return what to do; empty if the command has nothing better than what it says of all failures of a kind}
     *
     * @param hint what helps
     * @param guest the guest's name as a word of a shell
     */
    static Optional<String> of(Hint hint, String guest) {
        return ofGuest(hint, guest).or(() -> ofAny(hint)).or(() -> ofHost(hint));
    }

    private static Optional<String> ofGuest(Hint hint, String guest) {
        String text = switch (hint) {
            case UNDEFINE_NVRAM ->
                "guestwire undefine " + guest
                        + " --nvram removes the firmware's settings, too; --keep-nvram keeps them";
            case UNDEFINE_SNAPSHOTS ->
                "guestwire undefine " + guest + " --snapshots-metadata lets libvirt forget its snapshots";
            case UNDEFINE_CHECKPOINTS ->
                "guestwire undefine " + guest + " --checkpoints-metadata lets libvirt forget its checkpoints";
            case UNDEFINE_MANAGED_SAVE ->
                "guestwire undefine " + guest + " --managed-save removes its saved memory, too";
            case SNAPSHOT_EXTERNAL ->
                "guestwire snapshot create " + guest + " --disk-only makes overlays, which work with every firmware and"
                        + " image format";
            case CHECKPOINTS_FIRST ->
                "guestwire checkpoint list " + guest + " shows them, guestwire checkpoint delete removes each; the next"
                        + " backup is then a full one";
            case SNAPSHOTS_FIRST ->
                "guestwire snapshot list " + guest + " shows them, guestwire snapshot delete removes each";
            case CHECKPOINT_USELESS ->
                "make a full backup with a new checkpoint (guestwire backup start " + guest
                        + "), and remove the old ones with" + " guestwire checkpoint delete " + guest
                        + " CHECKPOINT --metadata";
            case SAVE_BROKEN ->
                "guestwire saved remove " + guest + " deletes the saved memory; guestwire start " + guest
                        + " --force-boot starts without it";
            case VCPUS_MAXIMUM ->
                "guestwire cpu set " + guest + " COUNT --maximum --config raises the maximum for the next start";
            default -> "";
        };
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static Optional<String> ofAny(Hint hint) {
        String text = switch (hint) {
            case REVERT_FORCE -> "--force insists on it";
            case NAME_TAKEN ->
                "give the document another <name>, or the <uuid> of the one that is there to change that one";
            case UUID_TAKEN ->
                "leave <uuid> out to define a further one; to give a guest another name: guestwire rename GUEST NAME";
            case EXISTS -> "take another name, or remove the one that is there";
            case SCHEMA ->
                "mend the document; or leave --validate away (or give --no-validate): libvirt takes most such"
                        + " documents";
            case DOCUMENT -> "mend the document; the xml verbs, such as guestwire xml GUEST, show what libvirt takes";
            case EJECT ->
                "guestwire update-device with the drive's document without <source> takes the medium out; detach-device"
                        + " --config takes the drive away at the next start";
            case DETACH_WHEN_OFF -> "--config takes it away at the next start";
            case COPY_TRANSIENT -> "--transient-job says that the guest's definition need not keep the copy";
            case MIGRATE_UNSAFE ->
                "--copy-storage-all copies the disks along, cache='none' makes shared ones safe, --unsafe insists";
            default -> "";
        };
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static Optional<String> ofHost(Hint hint) {
        String text = switch (hint) {
            case AGENT_REFUSED ->
                "the agent in the guest refused it: its settings there (such as a list of blocked commands) or its log"
                        + " tell more";
            case AGENT_MISSING ->
                "the guest needs qemu-guest-agent, running, and a channel org.qemu.guest_agent.0 in its definition";
            case READ_ONLY -> "leave --readonly away";
            case NOT_ALLOWED -> "the daemon wants other credentials, or its access rules (polkit) deny it to this user";
            case PATH_MISSING -> "look at the path: it is one of the host, not of this machine";
            case PATH_FORBIDDEN -> "give the daemon's user, and QEMU's, leave to the path on the host";
            case DISK_FULL -> "make room on the host";
            default -> "";
        };
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
