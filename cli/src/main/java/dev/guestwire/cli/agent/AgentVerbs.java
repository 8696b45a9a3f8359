package dev.guestwire.cli.agent;

import dev.guestwire.agent.AgentTimeout;
import dev.guestwire.agent.GuestAgent;
import dev.guestwire.agent.GuestDetails;
import dev.guestwire.agent.InterfaceAddresses;
import dev.guestwire.agent.MountedFilesystem;
import dev.guestwire.agent.TimeSync;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.guest.Addresses;
import dev.guestwire.cli.output.Row;
import dev.guestwire.resource.SeenCpus;
import dev.guestwire.xml.NumberSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code agent}. */
@Command(
        name = "agent",
        description = "Asks QEMU's agent in a guest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {ExecVerb.class, WaitVerb.class, CommandVerb.class, PasswordVerb.class, KeysVerbs.class})
public final class AgentVerbs extends GroupVerb {
    /** Creates the verb. */
    public AgentVerbs() {}

    @Command(name = "ping", description = "Tells whether the agent answers.", mixinStandardHelpOptions = true)
    int ping(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            guest.agent().command("{\"execute\":\"guest-ping\"}");
            out().done("the agent answers", row(guest));
        });
    }

    @Command(
            name = "info",
            description = "Tells what the agent knows: system, host name, users, interfaces, file systems.",
            mixinStandardHelpOptions = true)
    int info(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            GuestDetails details = guest.agent().details();
            out().card(row(guest)
                    .with("hostname", details.hostname())
                    .with(
                            "system",
                            details.operatingSystem()
                                    .flatMap(os -> os.prettyName().or(os::name)))
                    .with("kernel", details.operatingSystem().flatMap(GuestDetails.OperatingSystem::kernelRelease))
                    .with("machine", details.operatingSystem().flatMap(GuestDetails.OperatingSystem::machine))
                    .with("timezone", details.timezone().flatMap(GuestDetails.Timezone::name))
                    .with(
                            "users",
                            details.users().stream()
                                    .map(GuestDetails.User::name)
                                    .toList())
                    .with(
                            "interfaces",
                            details.interfaces().stream()
                                    .map(card -> new Row()
                                            .with("name", card.name())
                                            .with("mac", card.mac())
                                            .with(
                                                    "addresses",
                                                    card.addresses().stream()
                                                            .map(at -> at.address() + "/" + at.prefix())
                                                            .toList()))
                                    .toList())
                    .with(
                            "filesystems",
                            details.filesystems().stream()
                                    .map(system -> new Row()
                                            .with("mountPoint", system.mountPoint())
                                            .with("type", system.type())
                                            .with("usedBytes", system.usedBytes())
                                            .with("totalBytes", system.totalBytes()))
                                    .toList()));
        });
    }

    @Command(
            name = "addresses",
            aliases = "domifaddr",
            description = "Lists the addresses of its interfaces.",
            mixinStandardHelpOptions = true)
    int addresses(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--source", description = "Who is asked: ${COMPLETION-CANDIDATES}.", defaultValue = "AGENT")
                    InterfaceAddresses.Source source)
            throws Exception {
        return onGuest(name, guest -> out().table(Addresses.COLUMNS, Addresses.rows(guest, source)));
    }

    @Command(
            name = "filesystems",
            description = "Lists the file systems that are mounted.",
            mixinStandardHelpOptions = true)
    int filesystems(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = new ArrayList<>();
            for (MountedFilesystem system : guest.agent().filesystems()) {
                rows.add(new Row()
                        .with("mountPoint", system.mountPoint())
                        .with("name", system.name())
                        .with("type", system.type())
                        .with("disks", system.disks()));
            }
            out().table(List.of("mountPoint", "name", "type", "disks"), rows);
        });
    }

    @Command(name = "time", description = "Tells the guest's time, or sets it.", mixinStandardHelpOptions = true)
    int time(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--now", description = "Sets it to the time of this machine.") boolean now,
            @Option(names = "--sync", description = "Sets it from the guest's hardware clock.") boolean sync)
            throws Exception {
        return onGuest(name, guest -> {
            if (now || sync) {
                TimeSync result =
                        sync ? guest.agent().syncTimeFromRtc() : guest.agent().syncTime();
                if (!result.isSynced()) {
                    String why = result.refusal()
                            .map(RuntimeException::getMessage)
                            .orElse(result.outcome().toString());
                    throw new CommandFailure(
                            ExitCode.FAILED, "the time of guest " + guest.name() + " was not set: " + why, "");
                }
            }
            Instant time = guest.agent().time();
            out().line(time.toString(), row(guest).with("time", time));
        });
    }

    @Command(
            name = "freeze",
            description = {
                "Has the guest write nothing to its file systems until thaw.",
                "Ctrl-C meanwhile waits for the agent's answer and thaws what was frozen. Without an answer within --deadline the"
                        + " guest may be frozen later: agent thaw ends that."
            },
            mixinStandardHelpOptions = true)
    int freeze(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "MOUNTPOINT", arity = "0..*", description = "Only these.")
                    String @Nullable [] mounts)
            throws Exception {
        return onGuest(name, guest -> {
            int count = Freezing.of(guest, err()).freeze(mounts == null ? new String[0] : mounts);
            out().done(systems(count) + " frozen", row(guest).with("filesystems", count));
        });
    }

    static String systems(int count) {
        return count == 1 ? "1 file system" : (count == 0 ? "no" : count) + " file systems";
    }

    @Command(name = "thaw", description = "Lets the guest write again.", mixinStandardHelpOptions = true)
    int thaw(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "MOUNTPOINT", arity = "0..*", description = "Only these.")
                    String @Nullable [] mounts)
            throws Exception {
        return onGuest(name, guest -> {
            int count = guest.agent().thaw(mounts == null ? new String[0] : mounts);
            out().done(systems(count) + " thawed", row(guest).with("filesystems", count));
        });
    }

    @Command(name = "hostname", description = "Tells a guest's host name.", mixinStandardHelpOptions = true)
    int hostname(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--source", description = "Who is asked: ${COMPLETION-CANDIDATES}.", defaultValue = "AGENT")
                    GuestAgent.HostnameSource source)
            throws Exception {
        return onGuest(name, guest -> {
            String hostname = guest.agent().hostname(source);
            out().line(hostname, row(guest).with("hostname", hostname));
        });
    }

    @Command(name = "users", description = "Lists who is logged in.", mixinStandardHelpOptions = true)
    int users(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = new ArrayList<>();
            for (GuestDetails.User user :
                    guest.agent().details(GuestDetails.Group.USERS).users()) {
                rows.add(new Row()
                        .with("user", user.name())
                        .with("domain", user.domain())
                        .with("login", user.login()));
            }
            out().table(List.of("user", "domain", "login"), rows);
        });
    }

    @Command(name = "timezone", description = "Tells the time zone of a guest.", mixinStandardHelpOptions = true)
    int timezone(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            Optional<GuestDetails.Timezone> zone =
                    guest.agent().details(GuestDetails.Group.TIMEZONE).timezone();
            out().card(row(guest)
                    .with("timezone", zone.flatMap(GuestDetails.Timezone::name))
                    .with("offsetSeconds", zone.flatMap(GuestDetails.Timezone::offset)));
        });
    }

    @Command(
            name = "disks",
            description = "Lists disks and partitions as the guest sees them.",
            mixinStandardHelpOptions = true)
    int disks(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = new ArrayList<>();
            for (GuestDetails.Disk disk :
                    guest.agent().details(GuestDetails.Group.DISKS).disks()) {
                rows.add(new Row()
                        .with("name", disk.name())
                        .with("partition", disk.isPartition())
                        .with("disk", disk.target())
                        .with("serial", disk.serial())
                        .with("dependencies", disk.dependencies()));
            }
            out().table(List.of("name", "partition", "disk", "serial", "dependencies"), rows);
        });
    }

    @Command(
            name = "trim",
            aliases = "fstrim",
            description = "Gives the host back what a guest's file systems do not use.",
            mixinStandardHelpOptions = true)
    int trim(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--mountpoint", description = "Only this; QEMU can do all only.") @Nullable String mount,
            @Option(
                            names = "--minimum",
                            paramLabel = "BYTES",
                            converter = ByteCount.class,
                            description = "Leaves free ranges alone that are shorter, such as 1M.")
                    long minimum)
            throws Exception {
        return onGuest(name, guest -> {
            guest.agent().trim(mount, minimum);
            out().done("file systems trimmed", row(guest));
        });
    }

    @Command(
            name = "vcpus",
            aliases = "guestvcpus",
            description = "Tells which virtual CPUs the guest's system uses, or has it use some or not.",
            mixinStandardHelpOptions = true)
    int vcpus(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--enable", paramLabel = "CPUS", description = "Uses these, such as 1,3-4.") @Nullable
                    String enable,
            @Option(names = "--disable", paramLabel = "CPUS", description = "Uses these no more.") @Nullable
                    String disable)
            throws Exception {
        return onGuest(name, guest -> {
            if (enable != null) {
                guest.cpus().useInside(NumberSet.parse(enable), true);
            }
            if (disable != null) {
                guest.cpus().useInside(NumberSet.parse(disable), false);
            }
            SeenCpus seen = guest.cpus().seenInside();
            out().card(row(guest)
                    .with("vcpus", seen.vcpus())
                    .with("online", seen.online())
                    .with("offlinable", seen.offlinable()));
        });
    }

    @Command(
            name = "timeout",
            description = "Decides how long the daemon waits for this guest's agent from now on.",
            mixinStandardHelpOptions = true)
    int timeout(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "SECONDS", description = "Or default, or forever.") String seconds)
            throws Exception {
        return onGuest(name, guest -> {
            AgentTimeout timeout = timeout(seconds);
            guest.agent().responseTimeout(timeout);
            out().done(
                            "the daemon waits for its agent: " + timeout,
                            row(guest).with("timeoutSeconds", timeout.seconds() >= 0 ? timeout.seconds() : null));
        });
    }

    private AgentTimeout timeout(String word) {
        return switch (word) {
            case "default" -> AgentTimeout.DEFAULT;
            case "forever" -> AgentTimeout.BLOCK;
            case "0" -> AgentTimeout.NO_WAIT;
            default -> {
                if (!word.matches("\\d{1,9}")) {
                    throw wrong("A number of seconds, default or forever, not " + word);
                }
                yield new AgentTimeout(Integer.parseInt(word));
            }
        };
    }
}
