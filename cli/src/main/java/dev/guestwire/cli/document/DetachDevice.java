package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.device.DetachRequest;
import dev.guestwire.device.Detachment;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.xml.device.CharDevice;
import dev.guestwire.xml.device.Controller;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code detach-device}. */
@Command(
        name = "detach-device",
        description = {
            "Takes a device from a guest, and waits until a guest that runs has let it go; then its definition lets it go.",
            "FILE may have the device as xml shows it, or as xml --inactive does.",
            "Without --live and --config: from what runs and from its definition; with --no-wait: from what it is now."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class DetachDevice extends GuestVerb {
    private static final Duration FOREVER = Duration.ofDays(365);

    @Parameters(index = "1", paramLabel = "FILE", description = "The device's document; - is standard input.")
    private Path file;

    @Mixin
    private Where where;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait until the guest has let it go; for ever if not given.")
    private double timeout;

    @Option(names = "--no-wait", description = "Only asks; the guest may let it go later, or never.")
    private boolean noWait;

    /** Creates the verb. */
    public DetachDevice() {}

    @Override
    protected int run(Guest guest) throws Exception {
        String xml = Document.read(file);
        Document.parse(xml, file.toString());
        try {
            return detach(guest, xml);
        } catch (NotFoundException none) {
            if (none.code().equals(ErrorCode.DEVICE_MISSING)) {
                throw missing(guest, Device.parse(xml));
            }
            throw none;
        }
    }

    private CommandFailure missing(Guest guest, Device wanted) {
        boolean stored = List.of(where.flags()).contains(Flag.Affect.CONFIG) && where.flags().length == 1;
        Domain domain = stored ? guest.definition(Flag.Xml.INACTIVE) : guest.definition();
        List<String> there = domain.devices().stream()
                .filter(device -> device.kind().equals(wanted.kind()))
                .map(DetachDevice::name)
                .toList();
        String named =
                String.join(", ", there.stream().filter(name -> !name.isEmpty()).toList());
        String one = named.contains(name(wanted)) ? "" : name(wanted);
        String subject = stored ? "the definition of guest " + guest.name() : "guest " + guest.name();
        return new CommandFailure(
                ExitCode.NOT_FOUND,
                subject + " has no " + wanted.kind() + (one.isEmpty() ? " like that" : " " + one) + "; it has "
                        + (there.isEmpty() ? "none" : there.size() + (named.isEmpty() ? "" : ": " + named)),
                "guestwire xml " + guest.name() + (stored ? " --inactive" : "") + " shows its devices");
    }

    /** What people call it. */
    private static String name(Device device) {
        return switch (device) {
            case Disk disk -> disk.target().orElse("");
            case NetworkInterface card -> card.mac().orElse("");
            case Controller controller ->
                controller.type() + controller.index().map(index -> " " + index).orElse("");
            case CharDevice one
            when one.targetName().isPresent() -> one.targetName().get();
            default -> device.alias().orElse("");
        };
    }

    private int detach(Guest guest, String xml) {
        if (noWait) {
            lasting(
                    "detachment from " + guest.name(),
                    "guestwire xml " + guest.name() + " tells whether the device is gone",
                    () -> guest.detach(xml, where.flags()));
            out().done("asked to let the device go", row(guest));
            return ExitCode.OK;
        }
        Device device = Device.parse(xml);
        JobWatch watch = new JobWatch(out(), "detachment of " + device.kind() + " of " + guest.name());
        DetachRequest request = request(guest.detachment(device));
        Detachment detachment = watch.begin(err(), guest.name(), request::start);
        if (detachment.outcome().isEmpty() && guest.state().is(GuestState.Phase.PAUSED)) {
            watch.say("guest " + guest.name() + " is paused: it lets the device go when it is resumed; until then its"
                    + " definition keeps it, too");
        }
        return watch.await(detachment, () -> detachment.await(patience()));
    }

    private Duration patience() {
        return timeout > 0 ? Duration.ofMillis(Math.round(timeout * 1000)) : FOREVER;
    }

    private DetachRequest request(DetachRequest plain) {
        List<Flag.Affect> flags = List.of(where.flags());
        DetachRequest request = flags.contains(Flag.Affect.LIVE) ? plain.live() : plain;
        return flags.contains(Flag.Affect.CONFIG) ? request.persistent() : request;
    }
}
