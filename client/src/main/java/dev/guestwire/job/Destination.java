package dev.guestwire.job;

import dev.guestwire.error.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a migration leads. A daemon that is asked to move a guest to itself does not notice in time. */
final class Destination {
    private Destination() {}

    static void mustBeAnotherHost(String uri) {
        URI parsed = parsed(uri);
        String authority = parsed.getRawAuthority() == null ? "" : parsed.getRawAuthority();
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (host.startsWith("localhost")) {
            throw new InvalidInputException("The destination " + uri + " is the guest's own host", null);
        }
        if (host.isEmpty() && !namesSocket(parsed)) {
            throw new InvalidInputException(
                    "The destination " + uri + " names no host, and no socket such as qemu+unix:///system?socket=/path",
                    null);
        }
    }

    private static boolean namesSocket(URI uri) {
        return uri.getScheme().endsWith("+unix")
                && uri.getRawQuery() != null
                && ("&" + uri.getRawQuery()).contains("&socket=");
    }

    private static URI parsed(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() == null) {
                throw new InvalidInputException("The destination " + uri + " names no driver, such as qemu", null);
            }
            return parsed;
        } catch (URISyntaxException malformed) {
            throw new InvalidInputException("The destination " + uri + " is not a URI", malformed);
        }
    }
}
