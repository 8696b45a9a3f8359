package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.job.TransferWatch;
import dev.guestwire.storage.VolumeContent;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String name = content.volume().name();
        TransferWatch watch = new TransferWatch(out(), "upload of " + name, total);
        return watch.run(
                () -> {
                    try (InputStream in = piped ? interruptible() : Files.newInputStream(path)) {
                        return content.onProgress(watch::progress).upload(limited(in));
                    }
                },
                VolumeVerbs.named(content.volume()).with("file", file()),
                "the volume holds a part of the file, and is not to be used");
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
