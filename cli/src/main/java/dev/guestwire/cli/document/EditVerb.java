package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.Complaint;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Input;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code edit}. */
@Command(
        name = "edit",
        description = {
            "Opens a guest's definition in VISUAL or EDITOR, shows what changed, has libvirt check it, and asks.",
            "A guest that runs takes the change at its next start."
        },
        mixinStandardHelpOptions = true)
public final class EditVerb extends GuestVerb {
    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));

    /** Creates the verb. */
    public EditVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        Editor.require(System.getenv());
        String before = guest.xmlDescription(Flag.Xml.INACTIVE, Flag.Xml.SECURE);
        String text = before;
        while (true) {
            text = Editor.edit(text, System.getenv());
            if (text.equals(before)) {
                return unchanged(guest);
            }
            try {
                return define(guest, before, text);
            } catch (CallFailedException | CommandFailure refused) {
                if (yes || isChanged(guest, before)) {
                    throw refused;
                }
                err().line(Complaint.of(refused).message());
                if (!answer("Edit again? [y/N] ")) {
                    throw refused;
                }
            }
        }
    }

    private int define(Guest guest, String before, String text) throws IOException {
        Element sent = Document.parse(text, "the edited text");
        List<String> changes = Differences.between(Element.parse(before), sent);
        if (changes.isEmpty()) {
            return unchanged(guest);
        }
        changes.forEach(err()::line);
        if (!yes && !answer("Define " + guest.name() + " so? [y/N] ")) {
            return unchanged(guest);
        }
        requireSame(guest, before);
        Guest now = guest.host().define(text, Flag.Define.VALIDATE);
        Kept.tell(now, sent, err());
        out().done("edited", row(now));
        return ExitCode.OK;
    }

    private static void requireSame(Guest guest, String before) {
        if (isChanged(guest, before)) {
            throw new CommandFailure(
                    ExitCode.FAILED, "someone else has changed guest " + guest.name() + " meanwhile", "edit it anew");
        }
    }

    private static boolean isChanged(Guest guest, String before) {
        return !guest.xmlDescription(Flag.Xml.INACTIVE, Flag.Xml.SECURE).equals(before);
    }

    private int unchanged(Guest guest) {
        out().done("not changed", row(guest));
        return ExitCode.OK;
    }

    private boolean answer(String question) throws IOException {
        err().print(question);
        err().flush();
        String line = Input.await(input::readLine);
        return line != null && line.toLowerCase(Locale.ROOT).startsWith("y");
    }
}
