package dev.guestwire.cli.command;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Finds what a word on the command line names; knows near names if there is none. */
public final class Lookup {
    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private Lookup() {}

    /** {@return the guest of a number, UUID or name, tried in this order} */
    public static Guest guest(Host host, String word) {
        return find(host, word)
                .orElseThrow(() -> missing(
                        "guest",
                        word,
                        () -> host.guests().stream().map(Guest::name).toList()));
    }

    /** {@return the guest of a number, UUID or name, if there is one} */
    public static Optional<Guest> find(Host host, String word) {
        Optional<Guest> found = Optional.empty();
        if (NUMBER.matcher(word).matches()) {
            found = host.findGuest(Integer.parseInt(word));
        }
        Optional<UUID> uuid = uuid(word);
        if (uuid.isPresent()) {
            found = host.findGuest(uuid.get());
        }
        return word.isBlank() ? Optional.empty() : found.or(() -> host.findGuest(word));
    }

    /** {@return the word as a UUID, if it is one} */
    public static Optional<UUID> uuid(String word) {
        return UUID_FORM.matcher(word).matches() ? Optional.of(UUID.fromString(word)) : Optional.empty();
    }

    /**
     * {@return the failure of a lookup, with near names}
     *
     * @param kind such as {@code network}
     * @param word what was typed
     * @param names all there are
     */
    public static CommandFailure missing(String kind, String word, Supplier<List<String>> names) {
        String hint = Nearest.hint(word, names.get());
        String next = switch (kind) {
            case "guest" -> "guestwire list --all shows the guests";
            case "disk" -> "guestwire disk info GUEST shows its disks";
            case "interface" -> "guestwire interface list GUEST shows its cards";
            case "volume" -> "guestwire volume list POOL shows what there is";
            case "snapshot", "checkpoint" -> "guestwire " + kind + " list GUEST shows what there is";
            default -> "guestwire " + kind + " list shows what there is";
        };
        return new CommandFailure(ExitCode.NOT_FOUND, "there is no " + kind + " '" + word + "'" + hint, next);
    }
}
