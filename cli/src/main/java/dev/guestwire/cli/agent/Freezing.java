package dev.guestwire.cli.agent;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.Beginning;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;

/** The freezing of a guest's file systems, which Ctrl-C takes back. */
record Freezing(Guest guest, Gate err) {
    static Freezing of(Guest guest, Gate err) {
        return new Freezing(guest, err);
    }

    /** Freezes, and {@return how many file systems} */
    int freeze(String... mounts) {
        try (Beginning begun = Beginning.of("freeze of " + guest.name(), thaw(), err)) {
            int count = begun.begin(() -> frozen(mounts));
            if (begun.signal().isPresent()) {
                throw new CommandFailure(begun.code().orElse(ExitCode.FAILED), takenBack(), "");
            }
            return count;
        }
    }

    private int frozen(String... mounts) {
        try {
            return guest.agent().freeze(mounts);
        } catch (DeadlineExceededException late) {
            if (!late.mayHaveRun()) {
                throw late;
            }
            throw givenUp(late);
        } catch (ConnectionLostException | CallInterruptedException lost) {
            guest.agent().thawAfter(lost);
            throw lost;
        } catch (AgentUnavailableException silent) {
            guest.agent().thawAfter(silent);
            throw silent;
        } catch (CallFailedException refused) {
            throw isFrozen()
                    ? new CommandFailure(
                            ExitCode.WRONG_STATE,
                            "the file systems of guest " + guest.name() + " are frozen already",
                            "guestwire agent thaw " + guest.name())
                    : refused;
        }
    }

    /** An agent carries out one command after the other: an answer to the thaw tells that the freeze is over, too. */
    private CommandFailure givenUp(DeadlineExceededException late) {
        try {
            int count = guest.agent().thaw();
            return new CommandFailure(
                    ExitCode.FAILED,
                    late.getMessage() + "; its file systems are thawed again: " + AgentVerbs.systems(count),
                    "a longer --deadline gives the agent more time");
        } catch (LibvirtException unclear) {
            return new CommandFailure(
                    ExitCode.UNKNOWN,
                    late.getMessage() + "; its file systems may be frozen, or be so later: a thaw was asked for, and "
                            + unclear.getMessage(),
                    thaw());
        }
    }

    /** An agent that has frozen takes no other such command, and the daemon calls that an internal error. */
    private boolean isFrozen() {
        return guest.agent()
                .command("{\"execute\":\"guest-fsfreeze-status\"}")
                .filter(answer -> answer.contains("frozen"))
                .isPresent();
    }

    private String takenBack() {
        String systems = "the file systems of guest " + guest.name();
        try {
            int count = guest.agent().thaw();
            return systems + " were frozen, and are thawed again: " + AgentVerbs.systems(count);
        } catch (LibvirtException failed) {
            guest.agent().thawAfter(failed);
            return systems + " were frozen, and may still be: " + failed.getMessage() + "; " + thaw();
        }
    }

    private String thaw() {
        return "guestwire agent thaw " + guest.name() + " ends the freeze";
    }
}
