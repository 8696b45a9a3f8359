package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.command.SecretSource;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.secret.Secret;
import dev.guestwire.secret.SecretValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code secret}. Values go in, and are never shown. */
@Command(
        name = "secret",
        description = "Secrets that the daemon keeps for disks and the like.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class SecretVerbs extends GroupVerb {
    /** Creates the verb. */
    public SecretVerbs() {}

    @Command(name = "list", description = "Lists the secrets.", mixinStandardHelpOptions = true)
    int list() throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            host.secrets().list().forEach(secret -> rows.add(row(secret)));
            rows.sort(Row.byName());
            out().table(List.of("secret", "type", "usage"), rows);
        });
    }

    @Command(name = "xml", description = "Prints the definition of a secret.", mixinStandardHelpOptions = true)
    int xml(@Parameters(paramLabel = "UUID") String uuid) throws Exception {
        return onHost(host -> {
            Secret secret = find(host, uuid);
            out().text("xml", secret.xmlDescription(), row(secret));
        });
    }

    @Command(name = "define", description = "Defines a secret by a document.", mixinStandardHelpOptions = true)
    int define(@Parameters(paramLabel = "FILE") Path file) throws Exception {
        return onHost(host -> out().done("defined", row(host.secrets().define(Document.read(file)))));
    }

    @Command(
            name = "set-value",
            description = "Gives a secret its value. It is asked for, and never on the command line.",
            mixinStandardHelpOptions = true)
    int value(@Parameters(paramLabel = "UUID") String uuid, @Mixin SecretSource source) throws Exception {
        return onHost(host -> {
            Secret secret = find(host, uuid);
            byte[] bytes = source.read("value of " + secret.uuid());
            try (SecretValue value = SecretValue.of(bytes)) {
                secret.value(value);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
            out().done("value set", row(secret));
        });
    }

    @Command(name = "undefine", description = "Forgets a secret and its value.", mixinStandardHelpOptions = true)
    int undefine(@Parameters(paramLabel = "UUID") String uuid) throws Exception {
        return onHost(host -> {
            Secret secret = find(host, uuid);
            secret.undefine();
            out().done("undefined", row(secret));
        });
    }

    private static Secret find(Host host, String word) {
        return Lookup.uuid(word)
                .flatMap(host.secrets()::findSecret)
                .orElseThrow(() -> Lookup.missing(
                        "secret",
                        word,
                        () -> host.secrets().list().stream()
                                .map(secret -> secret.uuid().toString())
                                .toList()));
    }

    private static Row row(Secret secret) {
        return new Row()
                .with("secret", secret.uuid())
                .with("type", secret.usageType())
                .with("usage", secret.usage());
    }
}
