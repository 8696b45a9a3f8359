package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.IoLimits;
import dev.guestwire.block.IoLimits.Flow;
import dev.guestwire.block.IoLimits.Limit;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Where;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code disk limits}. */
@Command(
        name = "limits",
        aliases = "iotune",
        description = {
            "Shows how fast a disk may be; with options it changes what they name. 0: no limit.",
            "A limit of the total excludes those of reading and writing of the same."
        },
        mixinStandardHelpOptions = true)
final class LimitsVerb extends GuestVerb {
    private static final long UNSAID = -1;

    @Parameters(index = "1", paramLabel = "DISK", description = "Its target, such as vda.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private String disk;

    @Option(
            names = {"--total-bytes", "--total-bytes-sec"},
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Read and written, a second, such as 50M.")
    private long totalBytes = UNSAID;

    @Option(
            names = {"--read-bytes", "--read-bytes-sec"},
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Read, a second.")
    private long readBytes = UNSAID;

    @Option(
            names = {"--write-bytes", "--write-bytes-sec"},
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Written, a second.")
    private long writeBytes = UNSAID;

    @Option(
            names = {"--total-operations", "--total-iops-sec"},
            paramLabel = "COUNT",
            description = "Operations a second.")
    private long totalOperations = UNSAID;

    @Option(
            names = {"--read-operations", "--read-iops-sec"},
            paramLabel = "COUNT",
            description = "Reads a second.")
    private long readOperations = UNSAID;

    @Option(
            names = {"--write-operations", "--write-iops-sec"},
            paramLabel = "COUNT",
            description = "Writes a second.")
    private long writeOperations = UNSAID;

    @Option(
            names = {"--group", "--group-name"},
            paramLabel = "NAME",
            description = "Disks of one group share limits.")
    private String group = "";

    @Mixin
    private Where where = new Where();

    LimitsVerb() {}

    @Override
    protected int run(Guest guest) {
        BlockDevice device = Disks.one(guest, disk);
        IoLimits wanted = with(IoLimits.NONE, Flow.TOTAL_BYTES, totalBytes);
        wanted = with(wanted, Flow.READ_BYTES, readBytes);
        wanted = with(wanted, Flow.WRITE_BYTES, writeBytes);
        wanted = with(wanted, Flow.TOTAL_OPERATIONS, totalOperations);
        wanted = with(wanted, Flow.READ_OPERATIONS, readOperations);
        wanted = with(wanted, Flow.WRITE_OPERATIONS, writeOperations);
        wanted = group.isEmpty() ? wanted : wanted.inGroup(group);
        if (!wanted.equals(IoLimits.NONE)) {
            device.ioLimits(wanted, where.of(guest));
            out().done("limits of disk " + disk + " changed", row(guest).with("disk", disk));
            return ExitCode.OK;
        }
        IoLimits now = device.ioLimits(where.of(guest));
        out().card(row(guest)
                .with("disk", disk)
                .with("totalBytesPerSecond", limit(now, Flow.TOTAL_BYTES))
                .with("readBytesPerSecond", limit(now, Flow.READ_BYTES))
                .with("writeBytesPerSecond", limit(now, Flow.WRITE_BYTES))
                .with("totalOperationsPerSecond", limit(now, Flow.TOTAL_OPERATIONS))
                .with("readOperationsPerSecond", limit(now, Flow.READ_OPERATIONS))
                .with("writeOperationsPerSecond", limit(now, Flow.WRITE_OPERATIONS))
                .with("group", now.group().isEmpty() ? null : now.group()));
        return ExitCode.OK;
    }

    private static IoLimits with(IoLimits limits, Flow flow, long perSecond) {
        return perSecond == UNSAID ? limits : limits.with(flow, Limit.of(perSecond));
    }

    private static OptionalLong limit(IoLimits limits, Flow flow) {
        OptionalLong found = limits.rate(flow).map(Limit::perSecond).orElseGet(OptionalLong::empty);
        return found.orElse(0) == 0 ? OptionalLong.empty() : found;
    }
}
