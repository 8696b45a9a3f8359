package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.qemu.DomainMonitorCommand;
import dev.guestwire.protocol.qemu.DomainMonitorCommandWithFiles;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What errors quote of a text that a parser refused: the line of a document at which libvirt's stopped, or the whole command for
 * an agent or a monitor. Either may hold a password.
 */
final class Quotation {
    private Quotation() {}

    /** {@return an error without the quotation; what is said of it, and the line's number, stay} */
    static RemoteError removed(Call<?> call, RemoteError error) {
        boolean quotes =
                error.code().equals(ErrorCode.XML_ERROR) || error.code().equals(ErrorCode.XML_DETAIL);
        if (quotes) {
            return changed(error, Quotation::firstLine);
        }
        return switch (call) {
            case DomainAgentCommand agent -> changed(error, text -> withoutCommand(text, agent.cmd()));
            case DomainMonitorCommand monitor -> changed(error, text -> withoutCommand(text, monitor.cmd()));
            case DomainMonitorCommandWithFiles monitor -> changed(error, text -> withoutCommand(text, monitor.cmd()));
            default -> error;
        };
    }

    /** Of other errors than those of a JSON parser nothing is taken: they name a program, say, which people need to read. */
    private static @Nullable String withoutCommand(@Nullable String text, String command) {
        if (text == null || command.isEmpty() || !text.toLowerCase(Locale.ROOT).contains("json")) {
            return text;
        }
        return firstLine(text.replace(command, "***"));
    }

    private static RemoteError changed(RemoteError error, UnaryOperator<@Nullable String> text) {
        return new RemoteError(
                error.code(),
                error.domain(),
                text.apply(error.message()),
                error.level(),
                error.dom(),
                text.apply(error.str1()),
                text.apply(error.str2()),
                text.apply(error.str3()),
                error.int1(),
                error.int2(),
                error.net());
    }

    private static @Nullable String firstLine(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
