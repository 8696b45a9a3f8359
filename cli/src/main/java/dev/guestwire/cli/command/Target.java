package dev.guestwire.cli.command;

import dev.guestwire.Host;
import dev.guestwire.HostOptions;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.InvalidInputException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A host that is meant, not yet connected.
 *
 * @param uri its URI; empty: the daemon chooses
 * @param options how to connect
 */
public record Target(String uri, HostOptions options) {
    /** Connects. */
    public Host open() {
        try {
            return Host.connect(uri, options);
        } catch (InvalidInputException wrong) {
            String alias = uri.indexOf(':') < 0 ? "; nor is it an alias of libvirt.conf (uri_aliases)" : "";
            throw new ConnectFailedException(label(), wrong.getMessage() + alias, List.of(), wrong);
        }
    }

    /** {@return how messages and output name it: its URI, without a password} */
    public String label() {
        String shown = uri.isEmpty() ? "the default host" : uri;
        return shown.indexOf('@') < 0
                ? shown
                : Pattern.compile("(://[^/?#@:]*:)[^/?#]*@").matcher(shown).replaceFirst("$1***@");
    }

    /** {@return a row that begins with the host} */
    public Row row() {
        return new Row().with("host", label());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }
}
