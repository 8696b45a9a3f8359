package dev.guestwire.cli.command;

import dev.guestwire.cli.console.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What libvirt's own file for clients says of URIs: {@code uri_default} and {@code uri_aliases}.
 *
 * @param text the file
 * @param environment the variables
 */
record ClientConfiguration(String text, Map<String, String> environment) {
    /** The user's file, or the machine's, as libvirt looks for it. */
    static ClientConfiguration ofThisUser() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HOME", "/");
        String folder = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
        List<Path> places = List.of(Path.of(folder, "libvirt", "libvirt.conf"), Path.of("/etc/libvirt/libvirt.conf"));
        for (Path place : places) {
            if (Files.isReadable(place)) {
                return new ClientConfiguration(read(place), environment);
            }
        }
        return new ClientConfiguration("", environment);
    }

    private static String read(Path place) {
        try {
            return TextFile.read(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the URI when none is given; empty: the daemon chooses} */
    String defaultUri() {
        String variable = environment.getOrDefault("LIBVIRT_DEFAULT_URI", "");
        if (!variable.isEmpty() || text.isEmpty()) {
            return variable;
        }
        Matcher matcher =
                Pattern.compile("(?m)^\\s*uri_default\\s*=\\s*\"([^\"]*)\"").matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** {@return the URI that a word means: the alias of that name, or the word itself} */
    String resolve(String word) {
        // No patterns without need: each takes a tenth of a millisecond of every start.
        if (word.isEmpty() || word.contains(":") || !text.contains("uri_aliases")) {
            return word;
        }
        Matcher aliases =
                Pattern.compile("(?m)^\\s*uri_aliases\\s*=\\s*\\[([^]]*)]").matcher(text);
        if (aliases.find()) {
            Matcher alias = Pattern.compile("\"([A-Za-z0-9_-]+)=([^\"]*)\"").matcher(aliases.group(1));
            while (alias.find()) {
                if (alias.group(1).equals(word)) {
                    return alias.group(2);
                }
            }
        }
        return word;
    }
}
