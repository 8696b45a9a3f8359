package dev.guestwire.cli.seat;

import dev.guestwire.ByteStream;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.console.Console;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.xml.device.CharDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code console}. */
@Command(
        name = "console",
        description = {
            "Connects this terminal with a guest's serial console. Ctrl-] leaves it.",
            "Without a terminal what is read from standard input goes to the guest, and what it says to standard output."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class ConsoleVerb extends GuestVerb {
    private static final int CONTROL = 0x1f;

    @Option(
            names = {"--devname", "--device"},
            paramLabel = "ALIAS",
            description = "Which, such as serial1; the first one if not given.")
    private @Nullable String device;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "Not a console, but the channel of this name, such as org.example.port.0.")
    private @Nullable String channel;

    @Option(names = "--force", description = "Takes it from who has it open.")
    private boolean force;

    @Option(names = "--safe", description = "Only where the host can keep others out.")
    private boolean safe;

    @Option(
            names = "--escape",
            paramLabel = "^KEY",
            defaultValue = "^]",
            description = "The key that leaves: ^] if not given.")
    private String escape;

    @Option(names = "--follow", description = "After the end of standard input: until the guest ends.")
    private boolean follow;

    @Option(
            names = "--linger",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "After the end of standard input: until it was silent for so long; 2 if not given.")
    private double linger;

    /** Creates the verb. */
    public ConsoleVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        if (!escape.matches("\\^[@-_a-z?]")) {
            throw wrong("A key that leaves is written such as ^], not " + escape);
        }
        if (channel != null && (device != null || safe)) {
            throw wrong("--channel goes with neither --devname nor --safe");
        }
        Duration silence = follow ? Duration.ofDays(36_500) : Duration.ofMillis(Math.round(linger * 1000));
        Line line =
                new Line(this, guest, (byte) (escape.toUpperCase(Locale.ROOT).charAt(1) & CONTROL));
        try (ByteStream<?> stream = open(guest)) {
            return line.connect(stream, silence);
        }
    }

    /** Tells the user something that the guest did not say. */
    void tell(String text) {
        err().line(text);
        err().flush();
    }

    /** {@return how it is called} */
    String label() {
        return channel != null ? "channel " + channel : device != null ? "console " + device : "console";
    }

    /** {@return the key that leaves, in words} */
    String leaving() {
        return "Ctrl-" + escape.charAt(1);
    }

    private ByteStream<?> open(Guest guest) {
        try {
            return opened(guest);
        } catch (WrongStateException off) {
            throw off;
        } catch (CallFailedException refused) {
            if (refused.code().equals(ErrorCode.OPERATION_FAILED)) {
                throw new CommandFailure(
                        ExitCode.BUSY,
                        "somebody else has the " + label() + " of guest " + guest.name() + " open: "
                                + refused.getMessage(),
                        "--force takes it from them");
            }
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(refused.getMessage()), usable(guest));
        }
    }

    private ByteStream<?> opened(Guest guest) {
        if (channel != null) {
            return force
                    ? guest.console().openChannel(channel, Console.ChannelOption.FORCE)
                    : guest.console().openChannel(channel);
        }
        List<Console.Option> options = new ArrayList<>();
        if (force) {
            options.add(Console.Option.FORCE);
        }
        if (safe) {
            options.add(Console.Option.SAFE);
        }
        Console.Option[] all = options.toArray(Console.Option[]::new);
        return device == null ? guest.console().open(all) : guest.console().open(device, all);
    }

    /** {@return what could be opened instead} */
    private String usable(Guest guest) {
        List<CharDevice> devices = guest.devices(CharDevice.class);
        if (channel != null) {
            List<String> names = devices.stream()
                    .filter(one ->
                            one.xml().name().equals("channel") && one.type().equals("unix"))
                    .flatMap(one -> one.targetName().stream())
                    .filter(name -> !name.equals(CharDevice.AGENT))
                    .toList();
            return names.isEmpty() ? "" : "its channels: " + String.join(", ", names);
        }
        List<String> aliases = devices.stream()
                .filter(one -> one.type().equals("pty") && !one.xml().name().equals("channel"))
                .map(CharDevice::alias)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return aliases.isEmpty()
                ? "it has no console that is a terminal: <console type='pty'/> in its definition makes one"
                : "its consoles: " + String.join(", ", aliases) + "; --devname chooses";
    }
}
