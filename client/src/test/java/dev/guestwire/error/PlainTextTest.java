package dev.guestwire.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.qemu.DomainMonitorCommand;
import dev.guestwire.protocol.remote.Domain;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    private static final Domain WEB = new Domain("web", new UUID(1, 2), 3);

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            web-1,web-1
            Grüße 日本 🖥,Grüße 日本 🖥
            a\\nb\\tc,a b c
            a\\r\\nb\\rc,a b c
            a\\u2028b\\u2029c\\u0085d,a b c d
            a\\e[31mb,a?b
            a\\e[1;31;4Hb,a?b
            a\\e]0;title\\ab,a?b
            a\\e]0;title\\e\\\\b,a?b
            a\\e]0;never ends,a?0;never ends
            a\\ePq#0\\e\\\\b,a?b
            a\\ecb,a?b
            a\\e,a?
            a\\e\\e[2Jb,a??b
            a\\u009b31mb,a?b
            a\\u009d0;title\\u009cb,a?b
            a\\u0090q\\u009cb,a?b
            a\\u0000b\\ac\\bd\\u007fe,a?b?c?d?e
            a\\u202eb\\u2066c\\u2069d\\u200fe\\u061cf,a?b?c?d?e?f
            a\\e[,a?
            a\\e[31,a?
            """)
    void whatActsIsTakenOut(String written, String shown) {
        String text = read(written);
        assertThat(PlainText.line(text)).isEqualTo(shown);
        assertThat(PlainText.lines(text).replaceAll("[\n\t]", " ")).isEqualTo(shown);
        assertThat(new InvalidInputException(text, null)).hasMessage(shown);
        assertThat(new JobNotCompletedException("Copy", JobNotCompletedException.Status.FAILED, text, "x").reason())
                .isEqualTo(shown);
    }

    /** The escapes of a row: those of Java, and two for characters that begin and end what a terminal obeys. */
    private static String read(String written) {
        Matcher number = Pattern.compile("\\\\u([0-9a-f]{4})").matcher(written);
        return number.replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))))
                .replace("\\e", "\u001b")
                .replace("\\a", "\u0007")
                .translateEscapes();
    }

    @Test
    void noCharacterThatActsIsLeft() {
        IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(c -> "a" + (char) c + "b")
                .forEach(text -> {
                    assertThat(acting(PlainText.line(text))).isEmpty();
                    assertThat(acting(PlainText.lines(text))).isIn("", "\n", "\t");
                });
    }

    private static String acting(String text) {
        return text.chars()
                .filter(c -> PlainText.acts((char) c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void linesStay() {
        assertThat(PlainText.lines("a\n\tb\r\nc\u001b[2J")).isEqualTo("a\n\tb\nc?");
    }

    /** libvirt and QEMU quote a command that is no JSON, with all that it says. */
    @Test
    void aCommandThatIsQuotedIsNotPassedOn() {
        String secret = "{\"execute\":\"guest-set-user-password\",\"arguments\":{\"password\":\"s3cret\"}";
        String quoted = "internal error: cannot parse json " + secret + ": parse error: premature EOF\n   " + secret;
        for (CallFailedException refused : List.of(
                CallFailedException.of(new DomainAgentCommand(WEB, secret, -2, 0), error(quoted)),
                CallFailedException.of(new DomainMonitorCommand(WEB, secret, 0), error(quoted)))) {
            assertThat(refused).hasMessageContaining("premature EOF").hasMessageNotContaining("s3cret");
            assertThat(refused.error().toString()).doesNotContain("s3cret");
        }
        assertThat(CallFailedException.of(new DomainAgentCommand(WEB, "{}", -2, 0), error("no such program: foo")))
                .hasMessageContaining("no such program: foo");
    }

    private static RemoteError error(String message) {
        return RemoteError.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, message);
    }
}
