package dev.guestwire.cli.seat;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Bytes;
import dev.guestwire.cli.output.NewFile;
import dev.guestwire.console.Screenshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code screenshot}. */
@Command(
        name = "screenshot",
        description = "Takes a picture of what a guest shows on its screen.",
        mixinStandardHelpOptions = true)
public final class ScreenshotVerb extends GuestVerb {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH:mm:ss");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; - is standard output. Without it GUEST-TIME with the ending of its type.")
    private @Nullable Path file;

    @Option(names = "--screen", paramLabel = "N", description = "Which of its screens, from 0.")
    private int screen;

    @Option(names = "--force", description = "Writes over a file that is there.")
    private boolean force;

    /** Creates the verb. */
    public ScreenshotVerb() {}

    @Override
    protected int run(Guest guest) throws IOException {
        if (screen < 0) {
            throw wrong("Screens are counted from 0, not " + screen);
        }
        if (file != null && file.toString().equals("-")) {
            Bytes.out().write(guest.screen().screenshot(screen).bytes().toArray());
            return ExitCode.OK;
        }
        if (file != null) {
            new NewFile(file).requireNew(force);
        }
        Screenshot picture = guest.screen().screenshot(screen);
        Path path = file == null ? named(guest.name(), picture.mimeType()) : file;
        new NewFile(path).requireNew(force).write(picture.bytes().toArray());
        int length = picture.bytes().length();
        out().line(
                        guest.name() + ": screenshot in " + path + ", " + picture.mimeType() + ", "
                                + Amounts.bytes(length),
                        row(guest)
                                .with("file", path)
                                .with("type", picture.mimeType())
                                .with("sizeBytes", length));
        return ExitCode.OK;
    }

    private static Path named(String guest, String mimeType) {
        String ending = switch (mimeType) {
            case "image/x-portable-pixmap" -> ".ppm";
            case "image/png" -> ".png";
            default -> "";
        };
        // a guest's name may hold what a file's may not
        return Path.of(guest.replace('/', '_') + "-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + ending);
    }
}
