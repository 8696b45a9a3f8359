package dev.guestwire.cli.host;

import picocli.CommandLine.Command;

/** The verb {@code host}. */
@Command(
        name = "host",
        description = "The host itself.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostShow.class, HostCapabilities.class})
public final class HostVerbs {
    /** Creates the verb. */
    public HostVerbs() {}
}
