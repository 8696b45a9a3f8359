package dev.guestwire.cli.agent;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.command.SecretSource;
import dev.guestwire.cli.console.ExitCode;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code agent password}. */
@Command(
        name = "password",
        description = "Sets the password of a user of the guest. It is asked for, and never on the command line.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class PasswordVerb extends GuestVerb {
    @Parameters(index = "1", paramLabel = "USER", description = "The user.")
    private String user;

    @Option(names = "--encrypted", description = "It is a hash already, as crypt makes.")
    private boolean encrypted;

    @Mixin
    private SecretSource source;

    PasswordVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        String password =
                new String(source.read("password of " + user + " in " + guest.name()), StandardCharsets.UTF_8);
        if (encrypted) {
            guest.agent().userPasswordHash(user, password);
        } else {
            guest.agent().userPassword(user, password);
        }
        out().done("password of " + user + " set", row(guest).with("user", user));
        return ExitCode.OK;
    }
}
