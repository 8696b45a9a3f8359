package dev.guestwire.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pieces of a URI, undecoded but for the host's brackets; absent ones are empty, an absent port is -1. */
record UriParts(String scheme, String user, String host, int port, String path, String query, String fragment) {
    static final UriParts NONE = new UriParts("", "", "", -1, "", "", "");

    private static final Pattern URI = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>[^/?#]*)"
            + "(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#(?<fragment>.*))?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<user>[^@]*)@)?(?<host>\\[[^]]*]|[^:\\[]*)(?::(?<port>.*))?");

    static UriParts of(String uri) {
        Matcher whole = URI.matcher(uri);
        if (!whole.matches()) {
            throw new IllegalArgumentException("expected driver[+transport]://[host]/path, such as qemu:///system");
        }
        Matcher authority = AUTHORITY.matcher(whole.group("authority"));
        if (!authority.matches()) {
            throw new IllegalArgumentException("cannot read the host in '" + whole.group("authority") + "'");
        }
        return new UriParts(
                whole.group("scheme").toLowerCase(java.util.Locale.ROOT),
                orEmpty(authority.group("user")),
                withoutBrackets(orEmpty(authority.group("host"))),
                port(orEmpty(authority.group("port"))),
                whole.group("path"),
                orEmpty(whole.group("query")),
                orEmpty(whole.group("fragment")));
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with numbers out of range
        }
        throw new IllegalArgumentException("the port '" + text + "' is not a number from 1 to 65535");
    }
}
