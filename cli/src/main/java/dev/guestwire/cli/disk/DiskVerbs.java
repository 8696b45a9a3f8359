package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.block.BlockInfo;
import dev.guestwire.block.BlockJobInfo;
import dev.guestwire.cli.command.Bandwidth;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.storage.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code disk}. */
@Command(
        name = "disk",
        description = "Disks of a guest, and their jobs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            CommitVerb.class,
            CopyVerb.class,
            EjectVerb.class,
            InsertVerb.class,
            PullVerb.class,
            LimitsVerb.class
        })
public final class DiskVerbs extends GroupVerb {
    /** Creates the verb. */
    public DiskVerbs() {}

    @Command(
            name = "info",
            aliases = "list",
            description = "Lists the disks with their sizes.",
            mixinStandardHelpOptions = true)
    int info(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "DISK", arity = "0..1") Optional<String> disk)
            throws Exception {
        return listed(
                name, List.of("disk", "device", "format", "capacityBytes", "allocationBytes", "source"), asked -> {
                    for (Disk one : Disks.of(asked.guest(), disk)) {
                        Row row = new Row()
                                .with("disk", one.target().orElse(""))
                                .with("device", one.device())
                                .with(
                                        "source",
                                        one.source()
                                                .file()
                                                .or(() -> one.source().device()))
                                .with("format", one.driver().type());
                        Optional<BlockInfo> size = asked.answer(one, row, DiskVerbs::size);
                        row.with("capacityBytes", size.map(BlockInfo::capacityBytes))
                                .with("allocationBytes", size.map(BlockInfo::allocationBytes))
                                .with("physicalBytes", size.map(BlockInfo::physicalBytes));
                    }
                });
    }

    /** Shows a table about disks; {@return the exit code} */
    private int listed(String name, List<String> columns, Consumer<AskedDisks> question) throws Exception {
        boolean[] whole = {true};
        int code = onGuest(name, guest -> {
            AskedDisks asked = new AskedDisks(guest);
            question.accept(asked);
            whole[0] = asked.silence().isEmpty();
            List<String> shown = new ArrayList<>(columns);
            if (!whole[0]) {
                shown.add("state");
            }
            out().table(shown, asked.rows());
            asked.silence().forEach(line -> err().line("guestwire: " + line));
            err().flush();
        });
        return code == ExitCode.OK && !whole[0] ? ExitCode.PARTIAL : code;
    }

    /** An empty drive has no size, and the daemon refuses to tell one. */
    private static Optional<BlockInfo> size(BlockDevice disk) {
        try {
            return Optional.of(disk.info());
        } catch (OperationTimedOutException silent) {
            throw silent;
        } catch (CallFailedException none) {
            return Optional.empty();
        }
    }

    @Command(name = "stats", description = "Tells how much was read and written.", mixinStandardHelpOptions = true)
    int stats(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "DISK", arity = "0..1") Optional<String> disk)
            throws Exception {
        return listed(name, List.of("disk", "readBytes", "reads", "writtenBytes", "writes", "flushes"), asked -> {
            for (Disk one : Disks.of(asked.guest(), disk)) {
                Row row = new Row().with("disk", one.target());
                asked.answer(one, row, device -> Optional.of(device.statistics()))
                        .ifPresent(stats -> row.with("readBytes", stats.read().bytes())
                                .with("reads", stats.read().operations())
                                .with("readSeconds", stats.read().time())
                                .with("writtenBytes", stats.written().bytes())
                                .with("writes", stats.written().operations())
                                .with("writeSeconds", stats.written().time())
                                .with("flushes", stats.flushed().operations())
                                .with("errors", stats.errors()));
            }
        });
    }

    @Command(
            name = "resize",
            description = "Gives a disk of a running guest another size. Smaller loses what is behind the new end.",
            mixinStandardHelpOptions = true)
    int resize(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "DISK") String disk,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 20G.") long bytes,
            @Option(names = "--shrink", description = "Smaller is meant.") boolean shrink)
            throws Exception {
        return onGuest(name, guest -> {
            BlockDevice device = Disks.one(guest, disk);
            if (!shrink && device.info().capacityBytes() > bytes) {
                throw wrong("Disk " + disk + " of guest " + name + " is larger; --shrink says that smaller is meant");
            }
            device.resize(bytes);
            out().done(
                            "disk " + disk + " resized",
                            row(guest).with("disk", disk).with("capacityBytes", bytes));
        });
    }

    @Command(name = "jobs", description = "Lists the jobs of the disks.", mixinStandardHelpOptions = true)
    int jobs(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return listed(name, List.of("disk", "job", "doneBytes", "totalBytes", "percent", "ready"), asked -> {
            for (Disk disk : Disks.of(asked.guest(), Optional.empty())) {
                asked.answer(disk, BlockDevice::jobInfo)
                        .ifPresent(job -> asked.rows().add(row(asked.guest(), disk, job)));
            }
        });
    }

    private static Row row(Guest guest, Disk disk, BlockJobInfo job) {
        return row(guest)
                .with("disk", disk.target())
                .with("job", job.type())
                .with("doneBytes", job.cur())
                .with("totalBytes", job.end())
                .with("percent", job.end() > 0 ? 100.0 * job.cur() / job.end() : null)
                .with("limitBytesPerSecond", job.bytesPerSecond())
                .with("ready", disk.mirror().map(Mirror::isReady));
    }

    @Command(
            name = "cancel",
            description = "Asks the daemon to end the job of a disk.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "GUEST") String name, @Parameters(paramLabel = "DISK") String disk)
            throws Exception {
        return onGuest(name, guest -> {
            Disks.end(guest, disk);
            out().done("the job of disk " + disk + " ended", row(guest).with("disk", disk));
        });
    }

    @Command(
            name = "pivot",
            description = "Lets the guest go on with the copy, or the image below, of a job that is ready.",
            mixinStandardHelpOptions = true)
    int pivot(@Parameters(paramLabel = "GUEST") String name, @Parameters(paramLabel = "DISK") String disk)
            throws Exception {
        return onGuest(name, guest -> {
            Disks.end(guest, disk, BlockDevice.Abort.PIVOT);
            out().done("disk " + disk + " pivoted", row(guest).with("disk", disk));
        });
    }

    @Command(
            name = "speed",
            description = "Limits the job of a disk that goes on; 0: no limit.",
            mixinStandardHelpOptions = true)
    int speed(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "DISK") String disk,
            @Parameters(
                            paramLabel = "SPEED",
                            converter = Bandwidth.class,
                            description = "A second: 50 is 50 MiB, as virsh has it; 512K and 1GB say their unit.")
                    long bytes)
            throws Exception {
        return onGuest(name, guest -> {
            Disks.speed(guest, disk, bytes);
            out().done(
                            "the job of disk " + disk + " is limited",
                            row(guest).with("disk", disk).with("limitBytesPerSecond", bytes));
        });
    }

    @Command(
            name = "threshold",
            description = "Has an event told, once, when a disk is written behind some place; 0: none. guestwire events"
                    + " shows it.",
            mixinStandardHelpOptions = true)
    int threshold(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "DISK", description = "Its target, such as vda; vda[1] is an image below.")
                    String disk,
            @Parameters(paramLabel = "BYTES", converter = ByteCount.class, description = "Such as 10G.") long bytes)
            throws Exception {
        return onGuest(name, guest -> {
            (disk.contains("[") ? guest.disk(disk) : Disks.one(guest, disk)).threshold(bytes);
            out().done(
                            "threshold of disk " + disk + (bytes == 0 ? " removed" : " set"),
                            row(guest).with("disk", disk).with("thresholdBytes", bytes));
        });
    }
}
