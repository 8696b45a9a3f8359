package dev.guestwire.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a connection's bytes travel. */
public enum UriTransport {
    /** A Unix socket of this machine. */
    UNIX,
    /** TCP with TLS. */
    TLS,
    /** Plain TCP. */
    TCP,
    /** The ssh command. */
    SSH,
    /** libvirt's libssh. */
    LIBSSH,
    /** libvirt's libssh2. */
    LIBSSH2,
    /** A command of the user's. */
    EXT;

    static UriTransport of(String scheme, boolean hasHost) {
        int plus = scheme.indexOf('+');
        if (plus < 0) {
            return hasHost ? TLS : UNIX;
        }
        String name = scheme.substring(plus + 1);
        for (UriTransport transport : values()) {
            if (transport.word().equals(name)) {
                return transport;
            }
        }
        String known = Arrays.stream(values()).map(UriTransport::word).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown transport '" + name + "'; libvirt knows " + known);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
