package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.save.ManagedSave;
import dev.guestwire.save.SaveFile;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verb {@code saved}. */
@Command(
        name = "saved",
        description = "What guestwire save has written: kept by libvirt for a guest, or in a file.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class SavedVerbs extends GroupVerb {
    private static final String WHAT = "A guest, or the path of a file on the host, which has a /.";

    /** Creates the verb. */
    public SavedVerbs() {}

    @Command(
            name = "list",
            description = "Lists the guests that libvirt keeps memory of.",
            mixinStandardHelpOptions = true)
    int list() throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            host.guests(Flag.Filter.MANAGED_SAVE).forEach(guest -> rows.add(row(guest)));
            out().table(List.of("guest", "uuid"), rows);
        });
    }

    @Command(
            name = "xml",
            aliases = "dumpxml",
            description = "Shows the document that the guest goes on with.",
            mixinStandardHelpOptions = true)
    int document(@Parameters(paramLabel = "WHAT", description = WHAT) String what) throws Exception {
        return onHost(host -> {
            String xml = isFile(what)
                    ? file(host, what).definition().xml().toPrettyXml()
                    : kept(Lookup.guest(host, what)).xmlDescription();
            out().text("xml", xml, new Row().with("saved", what));
        });
    }

    @Command(
            name = "define",
            description = "Changes the document that the guest goes on with.",
            mixinStandardHelpOptions = true)
    int define(
            @Parameters(paramLabel = "WHAT", description = WHAT) String what,
            @Parameters(paramLabel = "FILE", description = "The document; - is standard input.") Path document)
            throws Exception {
        Element xml = Document.parse(Document.read(document), document.toString());
        return onHost(host -> {
            if (isFile(what)) {
                file(host, what).define(new Domain(xml));
            } else {
                kept(Lookup.guest(host, what)).define(new Domain(xml));
            }
            out().done("document changed", new Row().with("saved", what));
        });
    }

    @Command(
            name = "remove",
            description = "Throws away what libvirt keeps of a guest's memory; it boots at its next start.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            kept(guest).remove();
            out().done("saved memory thrown away", row(guest));
        });
    }

    private static ManagedSave kept(Guest guest) {
        if (!guest.saved().exists()) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE,
                    "libvirt keeps no memory of guest " + guest.name(),
                    "guestwire save " + guest.name() + " would; guestwire saved list shows what there is");
        }
        return guest.saved();
    }

    private static boolean isFile(String what) {
        return what.contains("/");
    }

    private static SaveFile file(Host host, String what) {
        return new SaveFile(host, Path.of(what).toAbsolutePath());
    }
}
