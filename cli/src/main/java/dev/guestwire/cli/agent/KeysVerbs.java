package dev.guestwire.cli.agent;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code agent keys}. */
@Command(
        name = "keys",
        description = "Public SSH keys that may log in to a guest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class KeysVerbs extends GroupVerb {
    /** Creates the verb. */
    public KeysVerbs() {}

    @Command(name = "list", description = "Lists the keys of a user.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "GUEST") String name, @Parameters(paramLabel = "USER") String user)
            throws Exception {
        return onGuest(name, guest -> {
            for (String key : guest.agent().sshKeys(user)) {
                out().line(key, row(guest).with("user", user).with("key", key));
            }
        });
    }

    @Command(name = "add", description = "Lets keys log in.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "USER") String user,
            @Parameters(paramLabel = "FILE", description = "A key a line, such as id_ed25519.pub; - is standard input.")
                    Path file,
            @Option(names = "--replace", description = "These and no others.") boolean replace)
            throws Exception {
        return onGuest(name, guest -> {
            List<String> keys = keys(file);
            if (replace) {
                guest.agent().replaceSshKeys(user, keys);
            } else {
                guest.agent().addSshKeys(user, keys);
            }
            Row row = row(guest).with("user", user).with("keys", keys.size());
            out().done((replace ? "only " : "") + count(keys) + " may log in as " + user, row);
        });
    }

    @Command(name = "remove", description = "Lets keys log in no more.", mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "USER") String user,
            @Parameters(paramLabel = "FILE", description = "A key a line; - is standard input.") Path file)
            throws Exception {
        return onGuest(name, guest -> {
            List<String> keys = keys(file);
            guest.agent().removeSshKeys(user, keys);
            Row row = row(guest).with("user", user).with("keys", keys.size());
            out().done(count(keys) + " may log in as " + user + " no more", row);
        });
    }

    private static String count(List<String> keys) {
        return keys.size() + (keys.size() == 1 ? " key" : " keys");
    }

    private static List<String> keys(Path file) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String line : Document.read(file).lines().map(String::strip).toList()) {
            if (line.contains("PRIVATE KEY")) {
                throw new CommandFailure(
                        ExitCode.USAGE, file + " holds a private key; it was not sent", "name the .pub");
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(line);
            }
        }
        if (keys.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, file + " holds no key", "nothing was changed");
        }
        return keys;
    }
}
