package dev.guestwire.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part after the question mark: what the client keeps for itself, and what it hands to the daemon. */
final class UriParameters {
    private static final Set<String> OURS = Set.of(
            "name",
            "socket",
            "mode",
            "auth",
            "authfile",
            "command",
            "netcat",
            "proxy",
            "keyfile",
            "no_tty",
            "no_verify",
            "no_sanity",
            "known_hosts",
            "known_hosts_verify",
            "sshauth",
            "pkipath",
            "tls_priority",
            "argv");

    private final Map<String, String> ours = new LinkedHashMap<>();
    private final List<String> daemons = new ArrayList<>();

    private UriParameters() {}

    static UriParameters parse(String query) {
        UriParameters parameters = new UriParameters();
        for (String part : query.split("[&;]")) {
            if (!part.isEmpty()) {
                parameters.add(part);
            }
        }
        return parameters;
    }

    private void add(String part) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
        if (OURS.contains(name)) {
            ours.put(name, equals < 0 ? "" : decode(part.substring(equals + 1)));
            return;
        }
        OURS.stream().filter(known -> isOneSlipFrom(name, known)).findFirst().ifPresent(known -> {
            throw new IllegalArgumentException("unknown parameter '" + name + "'; did you mean '" + known + "'?");
        });
        daemons.add(part);
    }

    Optional<String> ours(String name) {
        return Optional.ofNullable(ours.get(name));
    }

    List<String> names() {
        return List.copyOf(ours.keySet());
    }

    String forDaemon() {
        return daemons.isEmpty() ? "" : "?" + String.join("&", daemons);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("'" + text + "' has a malformed percent escape", malformed);
        }
    }

    /** {@return whether one letter too many, too few, wrong, or two swapped make one word the other} */
    private static boolean isOneSlipFrom(String word, String known) {
        if (word.length() < 4 || Math.abs(word.length() - known.length()) > 1) {
            return false;
        }
        int same = 0;
        while (same < Math.min(word.length(), known.length()) && word.charAt(same) == known.charAt(same)) {
            same++;
        }
        String rest = word.substring(same);
        String knownRest = known.substring(same);
        return tail(rest, 1).equals(tail(knownRest, 1))
                || tail(rest, 1).equals(knownRest)
                || rest.equals(tail(knownRest, 1))
                || isSwapped(rest, knownRest);
    }

    private static boolean isSwapped(String rest, String known) {
        return rest.length() >= 2
                && known.length() >= 2
                && rest.charAt(0) == known.charAt(1)
                && rest.charAt(1) == known.charAt(0)
                && tail(rest, 2).equals(tail(known, 2));
    }

    private static String tail(String text, int from) {
        return text.length() < from ? "" : text.substring(from);
    }
}
