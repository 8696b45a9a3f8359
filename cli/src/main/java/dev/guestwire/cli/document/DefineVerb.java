package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.xml.Element;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code define}. */
@Command(
        name = "define",
        description = {
            "Defines a guest by a document, or defines it anew. It is not started.",
            "A document that libvirt takes although its schema does not is warned of."
        },
        mixinStandardHelpOptions = true)
public final class DefineVerb extends HostVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "The document; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private Path file;

    @ArgGroup
    private Checks checks = new Checks();

    /** Creates the verb. */
    public DefineVerb() {}

    @Override
    protected int run(Host host) throws Exception {
        String xml = Document.read(file);
        Element sent = Document.parse(xml, file.toString());
        Schema.Taken<Guest> taken = checks.define(host, xml);
        Guest guest = taken.result();
        taken.warning().map(Schema::warning).ifPresent(err()::line);
        Kept.tell(guest, sent, err());
        Row row = new Row().with("guest", guest.name()).with("uuid", guest.uuid());
        out().done(
                        "defined",
                        taken.warning().map(why -> row.with(Schema.FIELD, why)).orElse(row));
        return ExitCode.OK;
    }

    /** What libvirt's schema is asked. */
    static final class Checks {
        @Option(
                names = "--validate",
                description = "Insists: a document that libvirt's schema refuses does not define anything.")
        private boolean must;

        @Option(names = "--no-validate", description = "Does not ask libvirt's schema, which then warns of nothing.")
        private boolean mustNot;

        private Schema.Taken<Guest> define(Host host, String xml) {
            if (must) {
                return new Schema.Taken<>(host.define(xml, Flag.Define.VALIDATE), Optional.empty());
            }
            return mustNot
                    ? new Schema.Taken<>(host.define(xml), Optional.empty())
                    : Schema.take(asked -> asked ? host.define(xml, Flag.Define.VALIDATE) : host.define(xml));
        }
    }
}
