package dev.guestwire.cli;

import dev.guestwire.cli.command.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a verb: it explains itself. */
@Command(
        name = "guestwire",
        description = "Manages libvirt guests over libvirt's own wire protocol, without its C library.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Release.class,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It worked.",
            "1:It failed; the message says what, where and what to do.",
            "2:The command line is wrong.",
            "3:This machine lacks a program; the message says how to install it.",
            "4:Building the command failed (./guestwire in a source tree).",
            "5:No connection to the host could be made.",
            "6:The host has no guest, pool or whatever of that name.",
            "7:It is not in a state for that; nothing was changed.",
            "8:Nobody knows whether it was done: look before doing it again.",
            "9:Another job is at work on the guest; later it may go.",
            "10:Of several hosts or guests some failed; the others are shown or done.",
            "129, 130, 143:Ended by a hang-up, Ctrl-C or kill, after cleaning up."
        })
final class Guestwire extends Settings implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
