package dev.guestwire.cli.host;

import dev.guestwire.Hardware;
import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.command.Only;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code host info}. */
@Command(name = "info", description = "Tells the host's name, releases and hardware.", mixinStandardHelpOptions = true)
public final class HostShow extends HostVerb {
    private static final long KIB = 1024;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private Only only;

    /** Creates the verb. */
    public HostShow() {}

    @Override
    protected int run(Host host) {
        Hardware hardware = host.hardware();
        Row row = target().row()
                .with("uri", host.uri())
                .with("hostname", host.hostname())
                .with("libvirt", host.libvirtVersion())
                .with("hypervisor", host.hypervisorType())
                .with("hypervisorVersion", host.hypervisorVersion())
                .with("cpuModel", hardware.cpuModel())
                .with("cpus", hardware.cpus())
                .with("sockets", hardware.sockets())
                .with("coresPerSocket", hardware.cores())
                .with("threadsPerCore", hardware.threads())
                .with("numaNodes", hardware.numaNodes())
                .with("memoryBytes", hardware.memoryKib() * KIB);
        only.show(out(), row);
        return ExitCode.OK;
    }
}
