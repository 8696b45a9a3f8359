package dev.guestwire.cli.host;

import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.output.Row;
import dev.guestwire.nodedevice.NodeDevice;
import java.util.ArrayList;
import java.util.List;
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
                    List<NodeDevice.Filter> filters)
            throws Exception {
        return onHost(host -> {
            NodeDevice.Filter[] wanted =
                    filters == null ? new NodeDevice.Filter[0] : filters.toArray(NodeDevice.Filter[]::new);
            List<Row> rows = new ArrayList<>();
            host.nodeDevices().list(wanted).forEach(device -> rows.add(new Row().with("device", device.name())));
            out().table(List.of("device"), rows);
        });
    }

    @Command(name = "xml", description = "Prints the document of a device.", mixinStandardHelpOptions = true)
    int xml(@Parameters(paramLabel = "DEVICE") String name) throws Exception {
        return onHost(host -> {
            NodeDevice found = host.nodeDevices()
                    .findDevice(name)
                    .orElseThrow(() -> Lookup.missing(
                            "nodedev",
                            name,
                            () -> host.nodeDevices().list().stream()
                                    .map(NodeDevice::name)
                                    .toList()));
            out().text("xml", found.xmlDescription(), new Row().with("device", found.name()));
        });
    }
}
