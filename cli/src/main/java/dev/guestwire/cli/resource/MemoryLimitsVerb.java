package dev.guestwire.cli.resource;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Where;
import dev.guestwire.resource.MemoryLimits;
import dev.guestwire.resource.MemoryLimits.Limit;
import dev.guestwire.xml.Size;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code memory limits}. */
@Command(
        name = "limits",
        description = "Shows what memory the host allows a guest; with options it changes what they name.",
        mixinStandardHelpOptions = true)
final class MemoryLimitsVerb extends GuestVerb {
    private static final long UNLIMITED = -1;

    @Option(
            names = "--hard",
            paramLabel = "SIZE",
            converter = Amount.class,
            description = "The most that its process may take, such as 4G; none: no limit.")
    private Optional<Long> hard = Optional.empty();

    @Option(
            names = "--soft",
            paramLabel = "SIZE",
            converter = Amount.class,
            description = "What it is pressed down to when the host lacks memory.")
    private Optional<Long> soft = Optional.empty();

    @Option(
            names = "--swap",
            paramLabel = "SIZE",
            converter = Amount.class,
            description = "The most of memory and swap together.")
    private Optional<Long> swap = Optional.empty();

    @Mixin
    private Where where = new Where();

    MemoryLimitsVerb() {}

    @Override
    protected int run(Guest guest) {
        MemoryLimits wanted = with(MemoryLimits.NOTHING, Limit.HARD_LIMIT, hard);
        wanted = with(wanted, Limit.SOFT_LIMIT, soft);
        wanted = with(wanted, Limit.SWAP_HARD_LIMIT, swap);
        if (!wanted.equals(MemoryLimits.NOTHING)) {
            guest.memory().limits(wanted, where.of(guest));
            out().done("limits of memory changed", row(guest));
            return ExitCode.OK;
        }
        MemoryLimits now = guest.memory().limits(where.of(guest));
        out().card(row(guest)
                .with("hardLimitBytes", now.find(Limit.HARD_LIMIT).map(Size::bytes))
                .with("softLimitBytes", now.find(Limit.SOFT_LIMIT).map(Size::bytes))
                .with("swapHardLimitBytes", now.find(Limit.SWAP_HARD_LIMIT).map(Size::bytes)));
        return ExitCode.OK;
    }

    private static MemoryLimits with(MemoryLimits limits, Limit limit, Optional<Long> bytes) {
        if (bytes.isEmpty()) {
            return limits;
        }
        return bytes.get() == UNLIMITED ? limits.without(limit) : limits.with(limit, Size.bytes(bytes.get()));
    }

    /** Reads bytes, or that there is no limit. */
    static final class Amount implements ITypeConverter<Long> {
        Amount() {}

        @Override
        public Long convert(String word) {
            return word.equals("none") ? UNLIMITED : new ByteCount().convert(word);
        }
    }
}
