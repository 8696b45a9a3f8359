package dev.guestwire.cli.command;

import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;

/** What somebody can do about a refusal of the daemon. */
final class NextStep {
    private NextStep() {}

    /** {@return what to do; empty if nothing is known to help} */
    static String of(CallFailedException refusal) {
        String guest = refusal.guest().filter(name -> !name.isEmpty()).orElse("GUEST");
        return switch (refusal) {
            case NotFoundException none -> list(String.valueOf(none.code().name()), guest);
            case WrongStateException state -> "guestwire show " + guest + " tells its state";
            case BusyException busy -> "guestwire job info " + guest + " tells what is going on";
            case OperationTimedOutException late ->
                "guestwire job info " + guest + " tells whether another job is at work; if none is, QEMU may hang";
            case AgentUnavailableException agent ->
                "the guest needs qemu-guest-agent, running, and a channel org.qemu.guest_agent.0 in its definition";
            case UnsupportedException unsupported ->
                "guestwire host info tells the releases, guestwire host capabilities what the host can do";
            default -> other(String.valueOf(refusal.code().name()));
        };
    }

    private static String list(String code, String guest) {
        return switch (code) {
            case "NO_STORAGE_POOL" -> "guestwire pool list shows the pools";
            case "NO_STORAGE_VOL" -> "guestwire volume list POOL shows the volumes";
            case "NO_NETWORK" -> "guestwire network list shows the networks";
            case "NO_SECRET" -> "guestwire secret list shows the secrets";
            case "NO_NODE_DEVICE" -> "guestwire nodedev list shows the devices";
            case "NO_DOMAIN_SNAPSHOT" -> "guestwire snapshot list " + guest + " shows the snapshots";
            case "NO_DOMAIN_CHECKPOINT" -> "guestwire checkpoint list " + guest + " shows the checkpoints";
            case "NO_DOMAIN_BACKUP" -> "guestwire job info " + guest + " tells what is going on";
            case "DEVICE_MISSING" -> "guestwire xml " + guest + " shows its devices";
            default -> "guestwire list --all shows the guests";
        };
    }

    private static String other(String code) {
        return switch (code) {
            case "OPERATION_DENIED" -> "leave --readonly away";
            case "AUTH_FAILED", "AUTH_UNAVAILABLE", "AUTH_CANCELLED" ->
                "the daemon wants other credentials, or polkit's leave";
            case "ACCESS_DENIED" -> "the daemon's access rules deny it to this user";
            default -> "";
        };
    }
}
