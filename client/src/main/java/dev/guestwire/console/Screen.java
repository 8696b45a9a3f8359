package dev.guestwire.console;

import dev.guestwire.ByteStream;
import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.remote.DomainScreenshot;
import dev.guestwire.protocol.remote.DomainSendKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** What a guest shows, and the keys that are pressed for it. It holds no state. */
public final class Screen {
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Duration SHORT_PRESS = Duration.ofMillis(50);

    private final Guest guest;

    /** Creates the screen of a guest; {@code guest.screen()} does the same. */
    public Screen(Guest guest) {
        this.guest = guest;
    }

    /** {@return a picture of its first screen: {@code virDomainScreenshot}} */
    public Screenshot screenshot() {
        return screenshot(0);
    }

    /**
     * {@return a picture of one of its screens: {@code virDomainScreenshot}}
     *
     * @param number which, from 0
     */
    public Screenshot screenshot(int number) {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        String type = screenshot(number, picture);
        return new Screenshot(type, Bytes.of(picture.toByteArray()));
    }

    /**
     * Writes a picture of one of its screens: {@code virDomainScreenshot}.
     *
     * @param number which, from 0
     * @param to where to; it is not closed
     * @return what the picture is, as a MIME type
     * @throws UncheckedIOException if it cannot be written
     */
    public String screenshot(int number, OutputStream to) {
        var call = new DomainScreenshot(guest.handle(), number, 0);
        try (ByteStream<DomainScreenshot.Reply> stream = guest.host().open(call)) {
            stream.input().transferTo(to);
            String type = stream.reply().mime();
            return type == null ? UNKNOWN_TYPE : type;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the screenshot of guest " + guest.name(), failed);
        }
    }

    /**
     * Writes a picture of one of its screens to a file, over what is there: {@code virDomainScreenshot}.
     *
     * @param number which, from 0
     * @return what the picture is, as a MIME type
     * @throws UncheckedIOException if it cannot be written
     */
    public String screenshot(int number, Path to) {
        Screenshot picture = screenshot(number);
        try {
            Files.write(to, picture.bytes().toArray());
            return picture.mimeType();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the screenshot of guest " + guest.name(), failed);
        }
    }

    /** Presses keys together for a moment, by Linux's numbers (KEY_ENTER is 28): {@code virDomainSendKey}. At most 16. */
    public void sendKeys(int... keys) {
        sendKeys(Codeset.LINUX, SHORT_PRESS, keys);
    }

    /**
     * Presses keys together: {@code virDomainSendKey}.
     *
     * @param codeset whose numbers they are
     * @param hold for how long, in whole milliseconds
     * @param keys which; at most 16
     */
    public void sendKeys(Codeset codeset, Duration hold, int... keys) {
        if (hold.isNegative() || hold.toMillis() > Integer.MAX_VALUE) {
            throw new InvalidInputException("keys cannot be held for " + hold, null);
        }
        guest.host()
                .call(new DomainSendKey(
                        guest.handle(),
                        codeset.number,
                        (int) hold.toMillis(),
                        Arrays.stream(keys).boxed().toList(),
                        0));
    }

    /** Whose numbers name the keys: {@code virKeycodeSet}. */
    public enum Codeset {
        LINUX(0),
        XT(1),
        ATSET1(2),
        ATSET2(3),
        ATSET3(4),
        OSX(5),
        XT_KBD(6),
        USB(7),
        WIN32(8),
        QNUM(9);

        private final int number;

        Codeset(int number) {
            this.number = number;
        }
    }

    @Override
    public String toString() {
        return "screen of " + guest;
    }
}
