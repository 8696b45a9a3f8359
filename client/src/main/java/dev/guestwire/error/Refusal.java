package dev.guestwire.error;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.RemoteError;

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
}
