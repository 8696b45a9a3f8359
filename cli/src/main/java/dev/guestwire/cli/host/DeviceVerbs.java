package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.nodedevice.NodeDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code nodedev}. */
@Command(
        name = "nodedev",
        description = "Devices of the host.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class DeviceVerbs extends GroupVerb {
    /** Creates the verb. */
    public DeviceVerbs() {}

    @Command(name = "list", description = "Lists the devices.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--cap", split = ",", description = "Only those that can this: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    List<NodeDevice.Filter> filters,
            @Option(names = "--all", hidden = true, description = "As virsh has it; all are listed anyway.")
                    boolean all)
            throws Exception {
        return onHost(host -> {
            NodeDevice.Filter[] wanted =
                    filters == null ? new NodeDevice.Filter[0] : filters.toArray(NodeDevice.Filter[]::new);
            List<Row> rows = new ArrayList<>();
            host.nodeDevices().list(wanted).forEach(device -> rows.add(new Row().with("device", device.name())));
            rows.sort(Row.byName());
            out().table(List.of("device"), rows);
        });
    }

    @Command(name = "xml", description = "Prints the document of a device.", mixinStandardHelpOptions = true)
    int xml(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return onHost(host -> {
            NodeDevice found = find(host, name);
            out().text("xml", found.xmlDescription(), new Row().with("device", found.name()));
        });
    }

    @Command(name = "info", description = "Tells what a device is.", mixinStandardHelpOptions = true)
    int info(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return onHost(host -> {
            NodeDevice device = find(host, name);
            out().card(named(device)
                    .with("parent", device.parent())
                    .with("capabilities", device.capabilities())
                    .with("active", known(device::isActive))
                    .with("persistent", known(device::isPersistent))
                    .with("autostart", known(device::autostart)));
        });
    }

    @Command(
            name = "detach",
            description = "Takes a device from the host's driver, for a guest to have.",
            mixinStandardHelpOptions = true)
    int detach(
            @Parameters(paramLabel = "DEVICE") String name,
            @Option(names = "--driver", description = "Which takes it, such as vfio.") @Nullable String driver)
            throws Exception {
        return change(name, "detached", device -> {
            if (driver == null) {
                device.detach();
            } else {
                device.detach(driver);
            }
        });
    }

    @Command(
            name = "reattach",
            description = "Gives a device back to the host's driver.",
            mixinStandardHelpOptions = true)
    int reattach(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return change(name, "given back to the host", NodeDevice::reattach);
    }

    @Command(name = "reset", description = "Resets a device that no guest has.", mixinStandardHelpOptions = true)
    int reset(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return change(name, "reset", NodeDevice::reset);
    }

    @Command(
            name = "create",
            description = "Makes a device by a document; the host forgets it when it stops.",
            mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "FILE") Path file) throws Exception {
        return onHost(host -> out().done("created", named(host.nodeDevices().create(Document.read(file)))));
    }

    @Command(name = "define", description = "Defines a device by a document.", mixinStandardHelpOptions = true)
    int define(@Parameters(paramLabel = "FILE") Path file) throws Exception {
        return onHost(host -> out().done("defined", named(host.nodeDevices().define(Document.read(file)))));
    }

    @Command(name = "start", description = "Starts a device that is defined.", mixinStandardHelpOptions = true)
    int start(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return change(name, "started", NodeDevice::start);
    }

    @Command(name = "destroy", description = "Stops a device.", mixinStandardHelpOptions = true)
    int destroy(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return change(name, "stopped", NodeDevice::destroy);
    }

    @Command(name = "undefine", description = "Forgets a device.", mixinStandardHelpOptions = true)
    int undefine(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return change(name, "undefined", NodeDevice::undefine);
    }

    @Command(
            name = "autostart",
            description = "Lets a device start with the one it is a part of.",
            mixinStandardHelpOptions = true)
    int autostart(
            @Parameters(paramLabel = "DEVICE") String name,
            @Option(names = "--disable", description = "No more.") boolean disable)
            throws Exception {
        String result = disable ? "starts no more by itself" : "starts by itself";
        return change(name, result, device -> device.autostart(!disable));
    }

    private int change(String name, String result, Work<NodeDevice> work) throws Exception {
        return onHost(host -> {
            NodeDevice device = find(host, name);
            work.run(device);
            out().done(result, named(device));
        });
    }

    private static Row named(NodeDevice device) {
        return new Row().with("device", device.name());
    }

    private static NodeDevice find(Host host, String name) {
        return host.nodeDevices()
                .findDevice(name)
                .orElseThrow(() -> Lookup.missing(
                        "nodedev",
                        name,
                        () -> host.nodeDevices().list().stream()
                                .map(NodeDevice::name)
                                .toList()));
    }

    /** {@return what older daemons, and some drivers, cannot tell} */
    private static Optional<Boolean> known(BooleanSupplier question) {
        try {
            return Optional.of(question.getAsBoolean());
        } catch (UnsupportedException old) {
            return Optional.empty();
        }
    }
}
