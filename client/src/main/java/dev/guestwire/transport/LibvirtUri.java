package dev.guestwire.transport;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where a libvirt host is: {@code driver[+transport]://[user@][host][:port]/path[?parameters]}, as libvirt's own tools
 * write it. An empty one lets the daemon choose its driver.
 */
public final class LibvirtUri {
    private static final Pattern PASSWORD = Pattern.compile("(://[^/?#@:]*:)[^/?#]*@");

    private final String text;
    private final UriParts parts;
    private final UriParameters parameters;
    private final UriTransport transport;

    private LibvirtUri(String text, UriParts parts) {
        this.text = text;
        this.parts = parts;
        this.transport = UriTransport.of(parts.scheme(), !parts.host().isEmpty());
        this.parameters = UriParameters.parse(parts.query());
        UriRules.check(this);
    }

    /**
     * {@return a URI taken apart}
     *
     * @throws IllegalArgumentException if it is not one that libvirt knows; the message names the part and what it could be
     */
    public static LibvirtUri parse(String text) {
        String uri = Objects.requireNonNull(text, "The URI is null; an empty one means the default host")
                .strip();
        if (uri.equals("xen") || uri.equals("xen://")) {
            uri = "xen:///system";
        }
        try {
            return new LibvirtUri(text, uri.isEmpty() ? UriParts.NONE : UriParts.of(uri));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("The URI " + masked(text) + ": " + wrong.getMessage(), wrong);
        }
    }

    /** {@return the URI in {@code LIBVIRT_DEFAULT_URI}, or the empty one: the daemon chooses} */
    public static LibvirtUri fromEnvironment(Map<String, String> environment) {
        return parse(environment.getOrDefault("LIBVIRT_DEFAULT_URI", ""));
    }

    /** {@return whether nothing is said: the daemon chooses its driver} */
    public boolean isEmpty() {
        return parts.scheme().isEmpty();
    }

    /** {@return the driver, such as {@code qemu}; empty if the daemon chooses} */
    public String driver() {
        int plus = parts.scheme().indexOf('+');
        return plus < 0 ? parts.scheme() : parts.scheme().substring(0, plus);
    }

    /** {@return how the bytes travel} */
    public UriTransport transport() {
        return transport;
    }

    /** {@return whether the URI names the transport, as {@code qemu+unix} does} */
    boolean namesTransport() {
        return parts.scheme().indexOf('+') >= 0;
    }

    /** {@return the host, if the URI names one} */
    public Optional<String> host() {
        return parts.host().isEmpty() ? Optional.empty() : Optional.of(parts.host());
    }

    /** {@return the user, if the URI names one} */
    public Optional<String> user() {
        return parts.user().isEmpty() ? Optional.empty() : Optional.of(parts.user());
    }

    /** {@return the port, if the URI names one} */
    public OptionalInt port() {
        return parts.port() < 0 ? OptionalInt.empty() : OptionalInt.of(parts.port());
    }

    /** {@return the path, such as {@code /system}} */
    public String path() {
        return parts.path();
    }

    /** {@return the value of a parameter of the client, such as {@code socket}, by its lower-case name} */
    public Optional<String> parameter(String name) {
        return parameters.ours(name);
    }

    List<String> parameterNames() {
        return parameters.names();
    }

    /** {@return the name that the daemon is asked to open: never the whole URI, which would send it further} */
    public String nameForDaemon() {
        return parameter("name").orElseGet(this::composedName);
    }

    private String composedName() {
        if (isEmpty() || driver().equals("remote")) {
            return "";
        }
        String path = path().isEmpty() ? "/" : path();
        String fragment = parts.fragment().isEmpty() ? "" : "#" + parts.fragment();
        return driver() + "://" + path + parameters.forDaemon() + fragment;
    }

    /** {@return the URI as it was written, but for a password in it} */
    @Override
    public String toString() {
        return text.isEmpty() ? "the default host" : masked(text);
    }

    private static String masked(String text) {
        return PASSWORD.matcher(text).replaceFirst("$1***@");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LibvirtUri that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
