package dev.guestwire.error;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.RemoteError;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reasons of a refusal that callers branch on. */
enum Refusal {
    NOT_FOUND,
    ALREADY_EXISTS,
    AGENT_UNAVAILABLE,
    UNSUPPORTED,
    BUSY,
    WRONG_STATE,
    TIMED_OUT,
    OTHER;

    static Refusal of(RemoteError error) {
        if (Wording.isMissing(error)) {
            return NOT_FOUND;
        }
        return Wording.isThereAlready(error) ? ALREADY_EXISTS : byCode(error);
    }

    private static Refusal byCode(RemoteError error) {
        return switch (String.valueOf(error.code().name())) {
            case "NO_DOMAIN",
                    "NO_NETWORK",
                    "NO_STORAGE_POOL",
                    "NO_STORAGE_VOL",
                    "NO_NODE_DEVICE",
                    "NO_INTERFACE",
                    "NO_NWFILTER",
                    "NO_SECRET",
                    "NO_DOMAIN_SNAPSHOT",
                    "NO_DOMAIN_METADATA",
                    "NO_NWFILTER_BINDING",
                    "NO_DOMAIN_CHECKPOINT",
                    "NO_DOMAIN_BACKUP",
                    "NO_NETWORK_PORT",
                    "NO_NETWORK_METADATA",
                    "NO_SERVER",
                    "NO_CLIENT",
                    "DEVICE_MISSING" -> NOT_FOUND;
            case "DOM_EXIST", "NETWORK_EXIST", "NETWORK_PORT_EXIST", "STORAGE_VOL_EXIST", "STORAGE_POOL_BUILT" ->
                ALREADY_EXISTS;
            case "AGENT_UNRESPONSIVE", "AGENT_UNSYNCED", "AGENT_COMMAND_TIMEOUT" -> AGENT_UNAVAILABLE;
            case "NO_SUPPORT", "OPERATION_UNSUPPORTED", "CONFIG_UNSUPPORTED", "ARGUMENT_UNSUPPORTED" -> UNSUPPORTED;
            case "RESOURCE_BUSY", "BLOCK_COPY_ACTIVE" -> BUSY;
            case "OPERATION_INVALID" -> WRONG_STATE;
            case "OPERATION_TIMEOUT" -> TIMED_OUT;
            case "RPC" -> isUnknownProcedure(error) ? UNSUPPORTED : OTHER;
            case "INVALID_ARG" -> isUnknownFlag(error) ? UNSUPPORTED : OTHER;
            default -> OTHER;
        };
    }

    /** An older daemon has no other sign for a call it does not know than its text: code RPC covers much else. */
    private static boolean isUnknownProcedure(RemoteError error) {
        String message = error.message();
        return error.code().equals(ErrorCode.RPC) && message != null && message.startsWith("unknown procedure");
    }

    /**
     * The code says only that the daemon waited too long. That it waited for the guest, and has done nothing, is told by the
     * text alone, in English and the same in all drivers and releases; a text in another language reads as no.
     */
    static boolean waitedForAnotherJob(RemoteError error) {
        String message = error.message();
        return message != null && message.contains("cannot acquire state change lock");
    }

    /**
     * A driver names the argument it cannot take; that it does not know the flag is told by the text alone. Of the groups of
     * facts that the agent is asked for, those it does not know are not called flags.
     */
    private static boolean isUnknownFlag(RemoteError error) {
        String message = error.message();
        return message != null
                && (("flags".equals(error.str2()) && message.contains("unsupported flags"))
                        || message.contains("unsupported guest information types"));
    }

    /**
     * What libvirt says only in words: that something is missing, or there already. Its code is then one that it has for much
     * else. The words are those of 9.0.0 to 12.8.0, of all drivers; in another language than English the code alone counts.
     */
    private static final class Wording {
        /** The codes that say too little. */
        private static final Set<String> VAGUE = Set.of(
                "INTERNAL_ERROR",
                "OPERATION_FAILED",
                "OPERATION_INVALID",
                "OPERATION_UNSUPPORTED",
                "INVALID_ARG",
                "CONFIG_UNSUPPORTED",
                "ARGUMENT_UNSUPPORTED",
                "XML_ERROR",
                "XML_DETAIL",
                "SYSTEM_ERROR");

        private static final List<Pattern> MISSING = patterns(
                // disks and their images
                "\\bdisk (target )?'?[^' ]+'? (was )?not found",
                "\\bno disk (named|found with)\\b",
                "\\b[Cc]an't find disk '",
                "\\bfailed to find disk '",
                "\\bunable to find disk\\b",
                "\\bmissing persistent configuration for disk '",
                "\\binvalid path:? .+ not assigned to domain",
                "(^|: )invalid path: ",
                "\\bcould not find (image|base image|backing store index)\\b",
                "\\bCheckpoint '[^']*' for incremental backup of disk '[^']*' not found",
                "\\bmissing parent (snapshot|checkpoint) matching name\\b",
                "\\bparent \\S+ for moment \\S+ not found",
                "\\bthrottle group '[^']*' not found",
                // cards
                "\\bis not a known interface\\b",
                "\\bcouldn't find interface\\b",
                "\\b[Cc]an't find device ",
                // other devices
                "\\btarget \\S+ doesn't exist",
                "\\bno target device\\b",
                "\\bno (matching )?\\w* ?device (was )?found\\b",
                "\\bdevice (alias )?not found\\b",
                "\\bno device matching\\b",
                "\\bmatching [\\w ]+ (was )?not found",
                "\\bcontroller \\S+:\\d+ not found",
                "\\bhost (pci|usb|scsi) (device|iSCSI path) .*not found",
                "\\bmediated device '[^']*' not found",
                "\\b[Mm]emory (device )?'[^']*' not found",
                "\\bcannot find (existing graphics|character device|channel|console)\\b",
                "\\b([Cc]annot|[Cc]ould not|unable to) find parent\\b",
                // I/O threads and virtual CPUs
                "\\b[Cc]annot find '?IOThread'?",
                "\\b[Cc]annot find 'iothread'",
                "\\biothread(id)? \\d+ not found",
                "\\bvcpu '?\\d+'? (not found|is not present)",
                // parts of networks
                "\\bcouldn't (find|locate) an? ",
                // whatever a driver looks up by name
                "\\bno [\\w ]+ with matching\\b");

        private static final List<Pattern> THERE_ALREADY = patterns(
                "\\balready exists?\\b",
                "\\bexists already\\b",
                "\\balready (defined with uuid|defined for use)\\b",
                "\\bis already (active|defined) as\\b",
                "\\bis already in the domain configuration\\b",
                "\\bdomain already has an? ",
                "\\bthere is (already|an existing) ",
                "\\ban IOThread is already using\\b",
                "\\bstore '[^']*' for backup of '[^']*' exists",
                "\\b(bridge|volume) name '[^']*' already in use");

        private Wording() {}

        private static List<Pattern> patterns(String... expressions) {
            return Stream.of(expressions).map(Pattern::compile).toList();
        }

        static boolean isMissing(RemoteError error) {
            return says(error, MISSING);
        }

        static boolean isThereAlready(RemoteError error) {
            return says(error, THERE_ALREADY);
        }

        private static boolean says(RemoteError error, List<Pattern> patterns) {
            String message = error.message();
            return message != null
                    && VAGUE.contains(String.valueOf(error.code().name()))
                    && patterns.stream()
                            .anyMatch(pattern -> pattern.matcher(message).find());
        }
    }
}
