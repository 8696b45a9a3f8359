package dev.guestwire.cli;

import dev.guestwire.cli.demo.DemoCommand;
import picocli.CommandLine;
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
        subcommands = {DemoCommand.class, CommandLine.HelpCommand.class},
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It worked.",
            "1:It failed; the message says what, where and what to do.",
            "2:The command line is wrong.",
            "3:This machine lacks a program; the message says how to install it.",
            "4:Building the command failed (./guestwire in a source tree).",
            "129, 130, 143:Ended by a hang-up, Ctrl-C or kill, after cleaning up."
        })
final class Guestwire implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
