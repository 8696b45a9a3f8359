package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.job.TransferWatch;
import dev.guestwire.cli.output.Bytes;
import dev.guestwire.cli.output.NewFile;
import dev.guestwire.cli.output.Printer;
import dev.guestwire.cli.output.Row;
import dev.guestwire.storage.VolumeContent;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code volume download}. */
@Command(
        name = "download",
        description = {
            "Writes what is in a volume to a file.",
            "The file gets its name when all is in it; after a failure nothing is left of it."
        },
        mixinStandardHelpOptions = true)
final class DownloadVerb extends VolumePart {
    @Option(names = "--force", description = "Writes over a file that is there.")
    private boolean force;

    DownloadVerb() {}

    @Override
    protected int run(Host host) throws Exception {
        VolumeContent content = content(host);
        long rest = Math.max(0, content.volume().physicalBytes() - offset());
        long total = length() > 0 ? Math.min(rest, length()) : rest;
        boolean piped = file().equals("-");
        NewFile file = new NewFile(Path.of(file()));
        if (!piped) {
            file.requireNew(force);
        }
        // standard output is for the bytes
        Printer printer = piped ? new Printer(err(), settings().isJson()) : out();
        String name = content.volume().name();
        TransferWatch watch = new TransferWatch(printer, "download of " + name, total);
        VolumeContent watched = content.onProgress(watch::progress);
        Row row = VolumeVerbs.named(content.volume()).with("file", file());
        if (piped) {
            return watch.run(() -> watched.download(Bytes.out()), row, "what was printed is not whole");
        }
        return watch.run(
                () -> {
                    AtomicLong bytes = new AtomicLong();
                    file.write(part -> bytes.set(watched.download(part)));
                    return bytes.get();
                },
                row,
                "nothing is left of the file");
    }
}
