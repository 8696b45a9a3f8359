package dev.guestwire.cli.seat;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.console.Screen;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code send-key}. */
@Command(
        name = "send-key",
        description = {
            "Presses keys of a guest's keyboard, all together.",
            "Names are those of Linux, with or without KEY_, in capitals or not, joined by dashes or not:"
                    + " ctrl-alt-del is KEY_LEFTCTRL KEY_LEFTALT KEY_DELETE. A number is a key's number."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class SendKeyVerb extends GuestVerb {
    private static final int MOST = 16;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "The keys, 16 at most.")
    private List<String> keys;

    @Option(
            names = "--codeset",
            description = "Whose numbers they are: ${COMPLETION-CANDIDATES}. Only LINUX, the usual one, has names.",
            defaultValue = "LINUX")
    private Screen.Codeset codeset;

    @Option(
            names = "--holdtime",
            paramLabel = "MS",
            description = "For how many milliseconds they are held; 50 if not given.",
            defaultValue = "50")
    private int holdtime;

    /** Creates the verb. */
    public SendKeyVerb() {}

    @Override
    protected int run(Guest guest) {
        List<Integer> numbers = codeset == Screen.Codeset.LINUX ? Keys.numbers(keys) : Keys.onlyNumbers(keys);
        if (numbers.size() > MOST) {
            throw wrong("These are " + numbers.size() + " keys; libvirt presses " + MOST + " together at most");
        }
        if (holdtime < 0) {
            throw wrong("Keys cannot be held for " + holdtime + " ms");
        }
        guest.screen()
                .sendKeys(
                        codeset,
                        Duration.ofMillis(holdtime),
                        numbers.stream().mapToInt(Integer::intValue).toArray());
        out().done("keys pressed: " + String.join(" ", keys), row(guest).with("keys", numbers));
        return ExitCode.OK;
    }
}
