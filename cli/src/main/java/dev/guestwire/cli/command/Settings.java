package dev.guestwire.cli.command;

import dev.guestwire.HostOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every verb has. They may stand before the verb or after it. */
public class Settings {
    @Option(
            names = {"-c", "--connect"},
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            description =
                    "The host, such as qemu:///system, or an alias of libvirt.conf. Several times: list, stats, top,"
                            + " events. Without it: LIBVIRT_DEFAULT_URI, uri_default of libvirt.conf, or what the daemon chooses.")
    private List<String> uris = new ArrayList<>();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "One JSON object a line, for programs.")
    private boolean json;

    @Option(
            names = {"-r", "--readonly"},
            scope = ScopeType.INHERIT,
            description = "Only looks; the daemon refuses changes.")
    private boolean readOnly;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            converter = NotNegative.Count.class,
            scope = ScopeType.INHERIT,
            description =
                    "How long to wait for the answer of one call. Saves, dumps, restores and migrations are waited"
                            + " for as long as they take.")
    private int deadline;

    /** What the options mean, once somebody has asked. */
    private List<Target> targets = List.of();

    /** Creates options that say nothing. */
    protected Settings() {}

    /**
     * Creates options that say what a command line said.
     *
     * @param uris the hosts; none: the usual one
     */
    public Settings(List<String> uris, boolean json, boolean readOnly) {
        this.uris = List.copyOf(uris);
        this.json = json;
        this.readOnly = readOnly;
    }

    /** {@return whether programs read the output} */
    public boolean isJson() {
        return json;
    }

    /** {@return the hosts that are meant, at least one} */
    public List<Target> targets() {
        if (targets.isEmpty()) {
            ClientConfiguration configuration = ClientConfiguration.ofThisUser();
            List<String> words = uris.isEmpty() ? List.of(configuration.defaultUri()) : uris;
            targets = words.stream()
                    .map(word -> new Target(configuration.resolve(word), hostOptions()))
                    .distinct()
                    .toList();
        }
        return targets;
    }

    /** {@return the host that a URI or an alias means} */
    public Target target(String word) {
        return new Target(ClientConfiguration.ofThisUser().resolve(word), hostOptions());
    }

    private HostOptions hostOptions() {
        HostOptions options = HostOptions.defaults();
        options = readOnly ? options.readOnly() : options;
        Duration limit = Duration.ofSeconds(deadline);
        return deadline > 0 ? options.deadline(limit).lastingDeadline(limit) : options;
    }
}
