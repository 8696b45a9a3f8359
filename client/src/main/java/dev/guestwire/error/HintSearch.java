package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what helps against a refusal: first by its words, which say more, then by its code. */
final class HintSearch {
    private static final int NO_ENTRY = 2;
    private static final int NO_ACCESS = 13;
    private static final int NO_SPACE = 28;

    /** The first that fits counts. */
    private static final List<Words> WORDS = List.of(
            new Words("DomainUndefine", "with nvram", Hint.UNDEFINE_NVRAM),
            new Words("DomainUndefine", "snapshots", Hint.UNDEFINE_SNAPSHOTS),
            new Words("DomainUndefine", "checkpoints", Hint.UNDEFINE_CHECKPOINTS),
            new Words("DomainUndefine", "managed save image", Hint.UNDEFINE_MANAGED_SAVE),
            new Words("DomainSnapshotCreateXml", "internal snapshot", Hint.SNAPSHOT_EXTERNAL),
            new Words("", "while checkpoint exists", Hint.CHECKPOINTS_FIRST),
            new Words("", "while snapshot exists", Hint.SNAPSHOTS_FIRST),
            new Words("DomainMigrate", "domain with I/O error", null),
            new Words("DomainMigrate", "cannot migrate domain with", Hint.SNAPSHOTS_FIRST),
            new Words("DomainRevert", "revert requires force", Hint.REVERT_FORCE),
            new Words("", "already exists with uuid", Hint.NAME_TAKEN),
            new Words("", "is already defined with uuid", Hint.UUID_TAKEN),
            new Words("", "with same UUID but different name", Hint.UUID_TAKEN),
            new Words("DomainCreate", "image magic is incorrect", Hint.SAVE_BROKEN),
            new Words("DomainCreate", "save image", Hint.SAVE_BROKEN),
            new Words("DomainCreate", "qemu header", Hint.SAVE_BROKEN),
            new Words("DomainDetachDevice", "disk device type '", Hint.EJECT),
            new Words("DomainDetachDevice", "cannot be hot unplugged", Hint.DETACH_WHEN_OFF),
            new Words("DomainDetachDevice", "cannot be detached: device is busy", null),
            new Words("DomainDetachDevice", "cannot be detached", Hint.DETACH_WHEN_OFF),
            new Words("DomainBlock", "domain is not transient", Hint.COPY_TRANSIENT),
            new Words("DomainSetVcpus", "greater than max", Hint.VCPUS_MAXIMUM),
            new Words("DomainSetVcpus", "exceeds maximum", Hint.VCPUS_MAXIMUM),
            new Words("", "unable to execute QEMU agent command", Hint.AGENT_REFUSED),
            new Words("", "without shared storage is unsafe", Hint.MIGRATE_UNSAFE),
            new Words("", "missing or broken bitmap", Hint.CHECKPOINT_USELESS));

    private HintSearch() {}

    /**
     * Words of a refusal.
     *
     * @param call how the call's name begins
     * @param part what the message has in it
     * @param hint what helps; null if nothing is known that does
     */
    private record Words(String call, String part, @Nullable Hint hint) {
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
            return Optional.of(kind == Refusal.ALREADY_EXISTS ? Hint.EXISTS : Hint.AGENT_MISSING);
        }
        return switch (String.valueOf(error.code().name())) {
            case "XML_INVALID_SCHEMA" -> Optional.of(Hint.SCHEMA);
            case "XML_ERROR", "XML_DETAIL" -> Optional.of(startsOnly(call) ? Hint.SAVE_BROKEN : Hint.DOCUMENT);
            case "CHECKPOINT_INCONSISTENT" -> Optional.of(Hint.CHECKPOINT_USELESS);
            case "SNAPSHOT_REVERT_RISKY" -> Optional.of(Hint.REVERT_FORCE);
            case "MIGRATE_UNSAFE" -> Optional.of(Hint.MIGRATE_UNSAFE);
            case "AGENT_COMMAND_FAILED" -> Optional.of(Hint.AGENT_REFUSED);
            case "NO_HOSTNAME" -> Optional.of(Hint.AGENT_MISSING);
            case "OPERATION_DENIED" -> Optional.of(Hint.READ_ONLY);
            case "AUTH_FAILED", "AUTH_UNAVAILABLE", "AUTH_CANCELLED", "ACCESS_DENIED" -> Optional.of(Hint.NOT_ALLOWED);
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
            case NO_ENTRY -> Optional.of(Hint.PATH_MISSING);
            case NO_ACCESS -> Optional.of(Hint.PATH_FORBIDDEN);
            case NO_SPACE -> Optional.of(Hint.DISK_FULL);
            default -> Optional.empty();
        };
    }
}
