package dev.guestwire.agent;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.rpc.reading.Figure;
import java.util.Base64;
import java.util.OptionalInt;

/**
 * How a program in a guest ended.
 *
 * @param exitCode its exit code; empty if a signal ended it
 * @param signal the signal that ended it, or on Windows the exception
 * @param output what it printed to standard output, if that was kept
 * @param error what it printed to standard error, if that was kept
 * @param isTruncated whether the agent threw some of what it printed away; it keeps 16 MiB of each
 */
public record GuestExit(OptionalInt exitCode, OptionalInt signal, Bytes output, Bytes error, boolean isTruncated) {
    static GuestExit of(Json told) {
        return new GuestExit(
                number(told, "exitcode"),
                number(told, "signal"),
                bytes(told, "out-data"),
                bytes(told, "err-data"),
                told.isTrue("out-truncated") || told.isTrue("err-truncated"));
    }

    /** {@return whether it ended with exit code 0} */
    public boolean isSuccess() {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }

    private static OptionalInt number(Json told, String name) {
        return told.findLong(name).stream().mapToInt(number -> (int) number).findFirst();
    }

    private static Bytes bytes(Json told, String name) {
        return told.findText(name)
                .map(text -> Figure.read(
                        DomainAgentCommand.class,
                        name,
                        text,
                        it -> Bytes.of(Base64.getDecoder().decode(it))))
                .orElse(Bytes.EMPTY);
    }
}
