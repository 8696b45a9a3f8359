package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.cli.output.NewFile;
import dev.guestwire.job.CallJob;
import dev.guestwire.job.DumpFormat;
import dev.guestwire.job.DumpOption;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The verb {@code dump}. */
@Command(
        name = "dump",
        description = {
            "Writes the memory of a guest to a file, for a debugger.",
            "It stands still meanwhile, and goes on. Ctrl-C asks the daemon to give it up."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class DumpVerb extends GuestVerb {
    private static final Map<String, DumpFormat> FORMATS = Map.of(
            "elf", DumpFormat.RAW,
            "raw", DumpFormat.RAW,
            "kdump-zlib", DumpFormat.KDUMP_ZLIB,
            "kdump-lzo", DumpFormat.KDUMP_LZO,
            "kdump-snappy", DumpFormat.KDUMP_SNAPPY,
            "win-dmp", DumpFormat.WINDOWS);

    @Parameters(index = "1", paramLabel = "FILE", description = "A path on the host.")
    private Path file;

    @Option(names = "--memory-only", description = "Memory only, without devices: what crash and gdb read.")
    private boolean memoryOnly;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.class,
            description = "elf (so it is if nothing is said), kdump-zlib, kdump-lzo, kdump-snappy, win-dmp; with"
                    + " --memory-only.")
    private DumpFormat format = DumpFormat.RAW;

    @Option(names = "--live", description = "It runs meanwhile.")
    private boolean live;

    @Option(names = "--crash", description = "It is off afterwards.")
    private boolean crash;

    @Option(names = "--reset", description = "It is reset afterwards.")
    private boolean reset;

    @Option(names = "--bypass-cache", description = "Writes past the file system's cache.")
    private boolean bypassCache;

    @Option(names = "--force", description = "Writes over a file that is there already.")
    private boolean force;

    /** Creates the verb. */
    public DumpVerb() {}

    @Override
    protected int run(Guest guest) {
        DumpOption[] options = Chosen.of(DumpOption.class)
                .with(memoryOnly, DumpOption.MEMORY_ONLY)
                .with(live, DumpOption.LIVE)
                .with(crash, DumpOption.CRASH)
                .with(reset, DumpOption.RESET)
                .with(bypassCache, DumpOption.BYPASS_CACHE)
                .array(DumpOption[]::new);
        if (format != DumpFormat.RAW && !memoryOnly) {
            throw wrong("--format needs --memory-only");
        }
        new NewFile(file.toAbsolutePath()).requireNewForDaemon(force);
        JobWatch watch = new JobWatch(out(), "dump of " + guest.name()).with("file", file.toAbsolutePath());
        CallJob job = watch.begin(err(), guest.name(), () -> guest.job().dump(file.toAbsolutePath(), format, options));
        return watch.await(job, () -> job.await(JobWatch.FOREVER, JobWatch.INTERVAL, watch::progress));
    }

    /** Reads virsh's names. */
    static final class Format implements ITypeConverter<DumpFormat> {
        Format() {}

        @Override
        public DumpFormat convert(String word) {
            DumpFormat format = FORMATS.get(word);
            if (format == null) {
                throw new TypeConversionException("'" + word + "' is none of "
                        + String.join(", ", FORMATS.keySet().stream().sorted().toList()));
            }
            return format;
        }
    }
}
