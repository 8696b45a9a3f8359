package dev.guestwire.error;

import dev.guestwire.protocol.RemoteError;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What libvirt says only in words: that something is missing, or there already. Its code is then one that it has for much
 * else. The words are those of 9.0.0 to 12.8.0, of all drivers; in another language than English the code alone counts.
 */
final class Wording {
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
            "^(invalid argument: )?invalid path: ",
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
                && patterns.stream().anyMatch(pattern -> pattern.matcher(message).find());
    }
}
