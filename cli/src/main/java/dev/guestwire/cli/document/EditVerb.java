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
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code edit}. */
@Command(
        name = "edit",
        description = {
            "Opens a guest's definition in VISUAL or EDITOR, shows what changed, has libvirt check it, and asks.",
            "A guest that runs takes the change at its next start. A document that libvirt takes although its schema does not",
            "can be edited again, defined all the same, or dropped."
        },
        mixinStandardHelpOptions = true)
public final class EditVerb extends GuestVerb {
    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Option(
            names = "--validate",
            description = "Insists: a document that libvirt's schema refuses is edited again or dropped.")
    private boolean validate;

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
                OptionalInt code = define(guest, before, text);
                if (code.isPresent()) {
                    return code.getAsInt();
                }
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

    /** Defines the guest by a text if that is wished, and {@return the exit code; none to edit again} */
    private OptionalInt define(Guest guest, String before, String text) throws IOException {
        Element sent = Document.parse(text, "the edited text");
        List<String> changes = Differences.between(Element.parse(before), sent);
        if (changes.isEmpty()) {
            return OptionalInt.of(unchanged(guest));
        }
        changes.forEach(err()::line);
        if (!yes && !answer("Define " + guest.name() + " so? [y/N] ")) {
            return OptionalInt.of(unchanged(guest));
        }
        requireSame(guest, before);
        try {
            return OptionalInt.of(edited(guest.host().define(text, Flag.Define.VALIDATE), sent, Optional.empty()));
        } catch (CallFailedException refused) {
            if (validate || !Schema.isRefusal(refused)) {
                throw refused;
            }
            return despite(Schema.reason(refused), guest, before, text);
        }
    }

    /** Asks what to do with a text that only the schema refuses. */
    private OptionalInt despite(String reason, Guest guest, String before, String text) throws IOException {
        if (!yes) {
            err().line("libvirt's schema does not take the document: " + reason);
            String wish = asked("Edit it again, define it all the same, or drop it? [e/d/N] ");
            if (wish.startsWith("e")) {
                return OptionalInt.empty();
            }
            if (!wish.startsWith("d")) {
                return OptionalInt.of(unchanged(guest));
            }
        }
        requireSame(guest, before);
        Guest now = guest.host().define(text);
        if (yes) {
            err().line(Schema.warning(reason));
        }
        return OptionalInt.of(edited(now, Document.parse(text, "the edited text"), Optional.of(reason)));
    }

    private int edited(Guest now, Element sent, Optional<String> warning) {
        Kept.tell(now, sent, err());
        out().done(
                        "edited",
                        warning.map(why -> row(now).with(Schema.FIELD, why)).orElse(row(now)));
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
        return asked(question).startsWith("y");
    }

    /** {@return the answer in small letters, empty at the end of the input} */
    private String asked(String question) throws IOException {
        err().print(question);
        err().flush();
        String line = Input.await(input::readLine);
        return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
    }
}
