package dev.guestwire.transport;

import java.util.Set;

/** Which parts of a URI go together. */
final class UriRules {
    private static final Set<String> INSIDE_THE_C_LIBRARY =
            Set.of("esx", "vpx", "gsx", "hyperv", "vmware", "openvz", "phyp");
    private static final Set<String> UNIX_PARAMETERS = Set.of("name", "socket", "mode", "auth", "authfile");

    private UriRules() {}

    static void check(LibvirtUri uri) {
        if (INSIDE_THE_C_LIBRARY.contains(uri.driver())) {
            throw new IllegalArgumentException("the driver '" + uri.driver()
                    + "' lives inside libvirt's C library; no daemon serves it, so it cannot be reached over the wire");
        }
        if (uri.transport() != UriTransport.UNIX) {
            return;
        }
        if (uri.host().isPresent() || uri.user().isPresent() || uri.port().isPresent()) {
            throw new IllegalArgumentException("a Unix socket is on this machine: leave out user, host and port");
        }
        uri.parameterNames().stream()
                .filter(name -> !UNIX_PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("the parameter '" + name + "' does not go with a Unix socket");
                });
        uri.parameter("mode").ifPresent(SocketMode::of);
        uri.parameter("socket").ifPresent(UriRules::checkSocket);
    }

    private static void checkSocket(String socket) {
        if (!socket.startsWith("/")) {
            throw new IllegalArgumentException("socket=" + socket + " is not an absolute path");
        }
        if (socket.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("socket= has a NUL (%00), which no path can have");
        }
    }
}
