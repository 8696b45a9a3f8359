package dev.guestwire.rpc.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.guestwire.error.InvalidInputException;

/**
 * Refuses numbers and names that no daemon should be sent: libvirt takes some of them for something else, such as a negative
 * bandwidth for none, and releases of it have failed on others.
 */
public final class Demand {
    /** Names become those of files with an ending, which have at most 255 bytes. */
    private static final int NAME_BYTES = 250;

    private static final int LAST_PORT = 65535;

    private Demand() {}

    /** {@return a number that is at least so much} */
    public static long atLeast(long least, long value, String what) {
        if (value < least) {
            throw refused(what + " must be at least " + least + ", not " + value);
        }
        return value;
    }

    /** {@return a number that is at least so much} */
    public static int atLeast(int least, int value, String what) {
        return (int) atLeast((long) least, (long) value, what);
    }

    /** {@return a bandwidth, of which 0 is none} */
    public static long bandwidth(long value) {
        if (value < 0) {
            throw refused("a bandwidth must not be negative: " + value + "; 0 sets no limit");
        }
        return value;
    }

    /** {@return a number of a TCP port} */
    public static int port(int port) {
        if (port < 1 || port > LAST_PORT) {
            throw refused("a port is a number from 1 to " + LAST_PORT + ", not " + port);
        }
        return port;
    }

    /** {@return a share of all from 1 to 99 percent} */
    public static int percent(int value, String what) {
        if (value < 1 || value > 99) {
            throw refused(what + " is a number from 1 to 99 percent, not " + value);
        }
        return value;
    }

    /**
     * A name that libvirt makes the name of a file of.
     *
     * @param what of what, such as {@code the name of a snapshot}
     * @return the name
     */
    public static String name(String name, String what) {
        if (name.isBlank()) {
            throw refused(what + " must not be empty");
        }
        if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw refused(what + " must not have a slash, nor be one or two dots: '" + name + "'");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused(what + " must be one line without control characters");
        }
        int bytes = name.getBytes(UTF_8).length;
        if (bytes > NAME_BYTES) {
            throw refused(
                    what + " has " + bytes + " bytes, more than the " + NAME_BYTES + " that a file's name leaves it");
        }
        return name;
    }

    /** {@return the URI of a namespace that needs no escapes in a document} */
    public static String namespace(String uri) {
        if (uri.isBlank()) {
            throw refused("Metadata needs a namespace: libvirt drops elements without one");
        }
        if (uri.chars()
                .anyMatch(c -> "<>&'\"".indexOf(c) >= 0 || Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw refused("the namespace of metadata must be a URI without blanks, quotes, & and angle brackets: '"
                    + uri + "'; write such characters with %");
        }
        return uri;
    }

    /** {@return the prefix of a namespace} */
    public static String prefix(String prefix) {
        if (!prefix.matches("[A-Za-z_][A-Za-z0-9._-]*")) {
            throw refused(
                    "the prefix of a namespace is a word of letters, digits, dots, dashes and low lines that begins with"
                            + " a letter: '" + prefix + "'");
        }
        return prefix;
    }

    private static InvalidInputException refused(String why) {
        return new InvalidInputException(why, null);
    }
}
