package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.job.TransferWatch;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.storage.VolumeContent;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** The verb {@code volume upload}. */
@Command(
        name = "upload",
        description = {
            "Fills a volume with a file.",
            "It is good only when this ends well: what was written before a failure stays in the volume. With --sparse into"
                    + " new volumes only: what was there before shows through holes."
        },
        mixinStandardHelpOptions = true)
final class UploadVerb extends VolumePart {
    UploadVerb() {}

    @Override
    protected int run(Host host) throws Exception {
        VolumeContent content = content(host);
        boolean piped = file().equals("-");
        Path path = Path.of(file());
        if (!piped && Files.isDirectory(path)) {
            throw new CommandFailure(ExitCode.FAILED, path + " is a folder", "name a file");
        }
        long size = piped ? 0 : Files.size(path);
        long total = length() > 0 && size > length() ? length() : size;
        OptionalLong room = room(content.volume());
        if (room.isPresent() && total > room.getAsLong()) {
            throw tooLong(content.volume(), path + " has " + exactly(total), room.getAsLong(), "nothing was written");
        }
        String name = content.volume().name();
        TransferWatch watch = new TransferWatch(out(), "upload of " + name, total);
        return watch.run(
                () -> {
                    try (InputStream in = piped ? interruptible() : Files.newInputStream(path)) {
                        return upload(content.onProgress(watch::progress), limited(in), room);
                    }
                },
                VolumeVerbs.named(content.volume()).with("file", file()),
                "the volume holds a part of the file, and is not to be used");
    }

    /** What a pipe has is known when it has been read: as much as there is room for is written then. */
    private long upload(VolumeContent content, InputStream in, OptionalLong room) throws IOException {
        if (room.isEmpty()) {
            return content.upload(in);
        }
        long done = content.upload(new Beginning(in, room.getAsLong()));
        if (done == room.getAsLong() && in.read() >= 0) {
            throw tooLong(
                    content.volume(),
                    (file().equals("-") ? "standard input" : file()) + " has more",
                    done,
                    "the first " + exactly(done) + " were written");
        }
        return done;
    }

    /** {@return how much fits behind the offset; empty where the sizes of files and volumes are not the same thing} */
    private OptionalLong room(StorageVolume volume) {
        boolean raw = volume.definition().target().format().orElse("raw").equals("raw");
        return raw ? OptionalLong.of(Math.max(0, volume.info().capacityBytes() - offset())) : OptionalLong.empty();
    }

    private CommandFailure tooLong(StorageVolume volume, String what, long room, String done) {
        String behind = offset() > 0 ? " behind offset " + offset() : "";
        return new CommandFailure(
                ExitCode.FAILED,
                what + ", and volume " + volume.name() + " of pool " + volume.poolName() + " has room for "
                        + exactly(room) + behind + "; " + done,
                "guestwire volume resize " + volume.poolName() + " " + volume.name()
                        + " SIZE makes it larger; --length BYTES sends the beginning only");
    }

    private static String exactly(long bytes) {
        return bytes + " bytes (" + Amounts.bytes((double) bytes) + ")";
    }

    /** {@return standard input, which an interrupt ends} */
    private static InputStream interruptible() {
        return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
    }

    /** The daemon refuses what goes beyond the part. */
    private InputStream limited(InputStream in) {
        return length() > 0 ? new Beginning(in, length()) : in;
    }
}
