package dev.guestwire.cli.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.document.Where;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.resource.BulkStatistics;
import dev.guestwire.resource.CpuUsage;
import dev.guestwire.resource.GuestCpus;
import dev.guestwire.resource.GuestCpus.Count;
import dev.guestwire.resource.GuestStatistics.Group;
import dev.guestwire.resource.VcpuInfo;
import dev.guestwire.xml.NumberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code cpu}. */
@Command(
        name = "cpu",
        aliases = {"cpus", "vcpus"},
        description = "Virtual CPUs of a guest: how many, where they run, their share of the host.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = SchedulerVerb.class)
public final class CpuVerbs extends GroupVerb {
    private static final List<String> COLUMNS = List.of("vcpu", "state", "hostCpu", "timeSeconds", "hostCpus");

    /** Creates the verb. */
    public CpuVerbs() {}

    @Command(
            name = "show",
            aliases = {"info", "list", "count"},
            description =
                    "Shows how many virtual CPUs a guest has, what each does, and which CPUs of the host it may use.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            GuestCpus cpus = guest.cpus();
            boolean active = guest.isActive();
            boolean kept = guest.isPersistent();
            Flag.Affect[] where =
                    active ? new Flag.Affect[] {Flag.Affect.LIVE} : new Flag.Affect[] {Flag.Affect.CONFIG};
            Row row = row(guest)
                    .with("vcpus", active ? cpus.count(Count.LIVE) : null)
                    .with("maximum", active ? cpus.count(Count.LIVE, Count.MAXIMUM) : null)
                    .with("definedVcpus", kept ? cpus.count(Count.CONFIG) : null)
                    .with("definedMaximum", kept ? cpus.count(Count.CONFIG, Count.MAXIMUM) : null)
                    .with("emulatorHostCpus", cpus.emulatorPinning(where));
            List<Row> list = active ? running(cpus) : defined(cpus);
            if (out().json()) {
                out().card(row.with("list", list));
            } else {
                out().card(row);
                out().table(COLUMNS, list);
            }
        });
    }

    private static List<Row> running(GuestCpus cpus) {
        List<Row> rows = new ArrayList<>();
        for (VcpuInfo info : cpus.info()) {
            rows.add(new Row()
                    .with("vcpu", info.number())
                    .with("state", info.state())
                    .with("hostCpu", info.hostCpu())
                    .with("timeSeconds", info.time())
                    .with("hostCpus", info.affinity()));
        }
        return rows;
    }

    private static List<Row> defined(GuestCpus cpus) {
        List<Row> rows = new ArrayList<>();
        for (NumberSet affinity : cpus.pinning(Flag.Affect.CONFIG)) {
            rows.add(new Row()
                    .with("vcpu", rows.size())
                    .with("state", null)
                    .with("hostCpu", null)
                    .with("timeSeconds", null)
                    .with("hostCpus", affinity));
        }
        return rows;
    }

    @Command(
            name = "set",
            description = "Gives a guest so many virtual CPUs, of what it is now if nothing else is said.",
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "COUNT") int count,
            @Mixin CpuCount which)
            throws Exception {
        which.check().ifPresent(wrong -> {
            throw wrong(wrong);
        });
        return onGuest(name, guest -> {
            guest.cpus().count(count, which.flags(guest));
            String what = count == 1 ? " virtual CPU" : " virtual CPUs";
            out().done(
                            count + what + (which.isMaximum() ? " at most" : ""),
                            row(guest).with("vcpus", count));
        });
    }

    @Command(
            name = "plug",
            description = "Plugs virtual CPUs in by their numbers, such as 2-3; --out takes them out.",
            mixinStandardHelpOptions = true)
    int plug(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "VCPUS", converter = CpuList.class) NumberSet vcpus,
            @Mixin PlugOptions options)
            throws Exception {
        return onGuest(name, guest -> {
            String done = options.run(guest, vcpus);
            String word = vcpus.toString().matches("\\d+") ? "virtual CPU " : "virtual CPUs ";
            out().done(word + vcpus + done, row(guest).with("numbers", vcpus));
        });
    }

    @Command(
            name = "pin",
            description = "Lets a virtual CPU run on some CPUs of the host only, such as 0-3.",
            mixinStandardHelpOptions = true)
    int pin(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "VCPU", description = "Its number.") int vcpu,
            @Parameters(paramLabel = "CPUS", converter = CpuList.class) NumberSet hostCpus,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            guest.cpus().pin(vcpu, hostCpus, where.of(guest));
            out().done(
                            "virtual CPU " + vcpu + " may use " + hostCpus,
                            row(guest).with("vcpu", vcpu).with("hostCpus", hostCpus));
        });
    }

    @Command(
            name = "pin-emulator",
            description = "Lets the hypervisor's own threads run on some CPUs of the host only.",
            mixinStandardHelpOptions = true)
    int pinEmulator(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "CPUS", converter = CpuList.class) NumberSet hostCpus,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            guest.cpus().pinEmulator(hostCpus, where.of(guest));
            out().done(
                            "the hypervisor's threads may use " + hostCpus,
                            row(guest).with("hostCpus", hostCpus));
        });
    }

    @Command(
            name = "usage",
            description = {"Tells the CPU time a running guest has used.", "On all CPUs of the host since it began."},
            mixinStandardHelpOptions = true)
    int usage(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            CpuUsage usage = used(guest);
            out().card(row(guest)
                    .with("totalSeconds", usage.total())
                    .with("userSeconds", usage.user())
                    .with("systemSeconds", usage.system())
                    .with("vcpuSeconds", usage.vcpus()));
        });
    }

    /** Without a control group of its own, as in a user's session, the daemon knows it by the process only. */
    private static CpuUsage used(Guest guest) {
        try {
            return guest.cpus().usage();
        } catch (WrongStateException | UnsupportedException refused) {
            if (!guest.isActive()) {
                throw refused;
            }
            return BulkStatistics.of(guest.host())
                    .guests(List.of(guest))
                    .groups(Group.CPU_TOTAL)
                    .read()
                    .getFirst()
                    .cpu();
        }
    }

    /** Which count is meant. */
    static final class CpuCount {
        @Mixin
        private Where where = new Where();

        @Option(names = "--maximum", description = "The most there can be; with --config.")
        private boolean maximum;

        @Option(names = "--guest", description = "Those its system uses; asks its agent.")
        private boolean guest;

        @Option(names = "--hotpluggable", description = "Those it gets can be taken out later.")
        private boolean hotpluggable;

        CpuCount() {}

        /** {@return what does not go together, if something does not} */
        Optional<String> check() {
            if (maximum && !where.isOfDefinition()) {
                return Optional.of("--maximum needs --config: a running guest keeps its most");
            }
            return guest && where.isOfDefinition()
                    ? Optional.of("--guest is of what runs now, and --config is not")
                    : Optional.empty();
        }

        boolean isMaximum() {
            return maximum;
        }

        Count[] flags(Guest of) {
            List<Flag.Affect> affected = List.of(where.of(of));
            return Chosen.of(Count.class)
                    .with(affected.contains(Flag.Affect.LIVE), Count.LIVE)
                    .with(affected.contains(Flag.Affect.CONFIG), Count.CONFIG)
                    .with(maximum, Count.MAXIMUM)
                    .with(guest, Count.GUEST)
                    .with(hotpluggable, Count.HOTPLUGGABLE)
                    .array(Count[]::new);
        }
    }
}
