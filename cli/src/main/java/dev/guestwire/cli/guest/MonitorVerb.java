package dev.guestwire.cli.guest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code monitor}. */
@Command(
        name = "monitor",
        description = {
            "Says something to the monitor of a guest's QEMU, behind libvirt's back.",
            "What it changes libvirt does not know. A command in JSON, its name alone, or with --hmp in words."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class MonitorVerb extends GuestVerb {
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "Such as query-status, or --hmp info block.")
    private List<String> words;

    @Option(names = "--hmp", description = "The command is one for people.")
    private boolean human;

    /** Creates the verb. */
    public MonitorVerb() {}

    @Override
    protected int run(Guest guest) {
        String said = String.join(" ", words);
        String command = !human && NAME.matcher(said).matches() ? "{\"execute\": \"" + said + "\"}" : said;
        String answer = human
                ? guest.monitor().hmp(command).replace("\r", "")
                : guest.monitor().qmp(command);
        out().text("answer", answer, row(guest));
        return !human && isError(answer) ? ExitCode.FAILED : ExitCode.OK;
    }

    /** QEMU's refusal is an answer to libvirt. */
    private static boolean isError(String answer) {
        try (JsonParser json = new JsonFactory().createParser(answer)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && json.getParsingContext().getParent().inRoot()) {
                    if (json.currentName().equals("error")) {
                        return true;
                    }
                    json.nextToken();
                    json.skipChildren();
                }
            }
            return false;
        } catch (IOException noJson) {
            return false;
        }
    }
}
