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
            "Without an option from what runs, as virsh does; --persistent takes it from its definition, too."
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
        List<Flag.Affect> from = from(guest);
        try {
            return detach(guest, xml, from);
        } catch (NotFoundException none) {
            if (none.code().equals(ErrorCode.DEVICE_MISSING)) {
                throw missing(guest, Device.parse(xml), !from.contains(Flag.Affect.LIVE));
            }
            throw none;
        }
    }

    private List<Flag.Affect> from(Guest guest) {
        List<Flag.Affect> from = List.of(where.plugged(guest));
        boolean active = guest.isActive();
        if (!active && from.contains(Flag.Affect.LIVE)) {
            throw where.isSaid() ? runsNot(guest) : Where.off(guest);
        }
        return from.isEmpty() ? List.of(active ? Flag.Affect.LIVE : Flag.Affect.CONFIG) : from;
    }

    private static CommandFailure runsNot(Guest guest) {
        return new CommandFailure(
                ExitCode.WRONG_STATE,
                "guest " + guest.name() + " is off: there is nothing that --live could take a device from",
                "--config or --persistent takes it from its definition");
    }

    /** {@return the failure to find it} Its stored definition or what runs does not have it. */
    private static CommandFailure missing(Guest guest, Device wanted, boolean stored) {
        Domain domain = half(guest, stored);
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

    private int detach(Guest guest, String xml, List<Flag.Affect> from) {
        if (noWait) {
            lasting(
                    "detachment from " + guest.name(),
                    "guestwire xml " + guest.name() + " tells whether the device is gone",
                    () -> guest.detach(xml, from.toArray(Flag.Affect[]::new)));
            out().done("asked to let the device go", row(guest));
            return ExitCode.OK;
        }
        Device device = Device.parse(xml);
        if (from.size() > 1) {
            requireBoth(guest, device);
        }
        JobWatch watch = new JobWatch(out(), "detachment of " + device.kind() + " of " + guest.name());
        DetachRequest request = request(guest.detachment(device), from);
        boolean keeps = from.equals(List.of(Flag.Affect.LIVE))
                && guest.isPersistent()
                && half(guest, true).devices().stream().anyMatch(one -> isLike(device, one));
        if (keeps) {
            watch.with("definition", "keeps it");
        }
        Detachment detachment = watch.begin(err(), guest.name(), request::start);
        if (keeps) {
            watch.say("the definition of guest " + guest.name()
                    + " keeps the device: it is back after the next start; --persistent takes it from there, too");
        }
        if (detachment.outcome().isEmpty() && guest.state().is(GuestState.Phase.PAUSED)) {
            watch.say("guest " + guest.name() + " is paused: it lets the device go when it is resumed"
                    + (keeps ? "" : "; until then its definition keeps it, too"));
        }
        return watch.await(detachment, () -> detachment.await(patience()));
    }

    private Duration patience() {
        return timeout > 0 ? Duration.ofMillis(Math.round(timeout * 1000)) : FOREVER;
    }

    private static DetachRequest request(DetachRequest plain, List<Flag.Affect> from) {
        DetachRequest request = from.contains(Flag.Affect.LIVE) ? plain.live() : plain;
        return from.contains(Flag.Affect.CONFIG) ? request.persistent() : request;
    }

    /** As virsh has it, what is to go from both goes from none if one of the two does not have it. */
    private static void requireBoth(Guest guest, Device wanted) {
        for (boolean stored : new boolean[] {false, true}) {
            List<Device> there = half(guest, stored).devices().stream()
                    .filter(device -> device.kind().equals(wanted.kind()))
                    .toList();
            // what runs has names of libvirt's own, which the definition has not
            boolean named = !name(wanted).isEmpty()
                    && wanted.alias().filter(name(wanted)::equals).isEmpty();
            if (there.isEmpty() || (named && there.stream().noneMatch(device -> isLike(wanted, device)))) {
                throw missing(guest, wanted, stored);
            }
        }
    }

    private static Domain half(Guest guest, boolean stored) {
        return stored ? guest.definition(Flag.Xml.INACTIVE) : guest.definition();
    }

    /** {@return whether a device may be the wanted one, as far as the documents tell: addresses may differ} */
    private static boolean isLike(Device wanted, Device device) {
        boolean sameName = !name(device).isEmpty() && name(device).equals(name(wanted));
        return device.kind().equals(wanted.kind()) && (sameName || wanted.selects(device));
    }
}
