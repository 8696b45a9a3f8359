package dev.guestwire.cli;

import dev.guestwire.cli.agent.AgentVerbs;
import dev.guestwire.cli.backup.BackupVerbs;
import dev.guestwire.cli.demo.DemoCommand;
import dev.guestwire.cli.disk.DiskVerbs;
import dev.guestwire.cli.document.AttachDevice;
import dev.guestwire.cli.document.CreateVerb;
import dev.guestwire.cli.document.DefineVerb;
import dev.guestwire.cli.document.DetachDevice;
import dev.guestwire.cli.document.DiffVerb;
import dev.guestwire.cli.document.EditVerb;
import dev.guestwire.cli.document.MetadataVerbs;
import dev.guestwire.cli.document.UndefineVerb;
import dev.guestwire.cli.document.UpdateDevice;
import dev.guestwire.cli.document.XmlVerb;
import dev.guestwire.cli.guest.AutostartVerb;
import dev.guestwire.cli.guest.DestroyVerb;
import dev.guestwire.cli.guest.DumpVerb;
import dev.guestwire.cli.guest.InterfaceVerbs;
import dev.guestwire.cli.guest.ListVerb;
import dev.guestwire.cli.guest.MonitorVerb;
import dev.guestwire.cli.guest.RebootVerb;
import dev.guestwire.cli.guest.RenameVerb;
import dev.guestwire.cli.guest.ResetVerb;
import dev.guestwire.cli.guest.RestoreVerb;
import dev.guestwire.cli.guest.ResumeVerb;
import dev.guestwire.cli.guest.SaveVerb;
import dev.guestwire.cli.guest.SavedVerbs;
import dev.guestwire.cli.guest.ShowVerb;
import dev.guestwire.cli.guest.ShutdownVerb;
import dev.guestwire.cli.guest.StartVerb;
import dev.guestwire.cli.guest.SuspendVerb;
import dev.guestwire.cli.host.DeviceVerbs;
import dev.guestwire.cli.host.DoctorVerb;
import dev.guestwire.cli.host.HostVerbs;
import dev.guestwire.cli.host.NetworkVerbs;
import dev.guestwire.cli.host.PoolVerbs;
import dev.guestwire.cli.host.SecretVerbs;
import dev.guestwire.cli.host.VolumeVerbs;
import dev.guestwire.cli.job.JobVerbs;
import dev.guestwire.cli.migrate.MigrateVerb;
import dev.guestwire.cli.resource.CpuVerbs;
import dev.guestwire.cli.resource.IoThreadVerbs;
import dev.guestwire.cli.resource.MemoryVerbs;
import dev.guestwire.cli.seat.ConsoleVerb;
import dev.guestwire.cli.seat.NmiVerb;
import dev.guestwire.cli.seat.ScreenshotVerb;
import dev.guestwire.cli.seat.SendKeyVerb;
import dev.guestwire.cli.snapshot.CheckpointVerbs;
import dev.guestwire.cli.snapshot.SnapshotVerbs;
import dev.guestwire.cli.watch.EventsVerb;
import dev.guestwire.cli.watch.StatsVerb;
import dev.guestwire.cli.watch.TopVerb;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All verbs. Of a command line only the verb that it uses is loaded, which makes it start fast. */
final class Verbs {
    /** The verbs by what they are for, in the order of the help. */
    static final List<Group> GROUPS = List.of(
            new Group(
                    "Guests",
                    List.of(
                            "list",
                            "show",
                            "start",
                            "shutdown",
                            "reboot",
                            "reset",
                            "destroy",
                            "suspend",
                            "resume",
                            "autostart",
                            "save",
                            "restore",
                            "saved",
                            "dump",
                            "rename")),
            new Group(
                    "Definitions",
                    List.of(
                            "xml",
                            "edit",
                            "diff",
                            "define",
                            "create",
                            "undefine",
                            "attach-device",
                            "update-device",
                            "detach-device",
                            "metadata")),
            new Group("In front of it", List.of("console", "screenshot", "send-key", "inject-nmi")),
            new Group(
                    "Inside",
                    List.of(
                            "cpu",
                            "memory",
                            "disk",
                            "interface",
                            "iothread",
                            "snapshot",
                            "checkpoint",
                            "backup",
                            "agent",
                            "monitor",
                            "job",
                            "migrate")),
            new Group("Watching", List.of("stats", "top", "events")),
            new Group(
                    "The host",
                    List.of(
                            "host",
                            "pool",
                            "volume",
                            "network",
                            "secret",
                            "nodedev",
                            "doctor",
                            "completion",
                            "man",
                            "demo")));

    private Verbs() {}

    /** {@return the class of the verb of a name or of another name it has} */
    static Optional<Class<?>> find(String name) {
        Class<?> verb = guest(name);
        verb = verb == null ? document(name) : verb;
        verb = verb == null ? work(name) : verb;
        return Optional.ofNullable(verb == null ? other(name) : verb);
    }

    private static @Nullable Class<?> guest(String name) {
        return switch (name) {
            case "list" -> ListVerb.class;
            case "show", "dominfo" -> ShowVerb.class;
            case "start" -> StartVerb.class;
            case "shutdown" -> ShutdownVerb.class;
            case "reboot" -> RebootVerb.class;
            case "reset" -> ResetVerb.class;
            case "destroy" -> DestroyVerb.class;
            case "suspend" -> SuspendVerb.class;
            case "resume" -> ResumeVerb.class;
            case "autostart" -> AutostartVerb.class;
            case "rename", "domrename" -> RenameVerb.class;
            case "save", "managedsave" -> SaveVerb.class;
            case "restore" -> RestoreVerb.class;
            case "console" -> ConsoleVerb.class;
            case "screenshot" -> ScreenshotVerb.class;
            case "send-key" -> SendKeyVerb.class;
            case "inject-nmi" -> NmiVerb.class;
            case "disk" -> DiskVerbs.class;
            case "interface", "iface" -> InterfaceVerbs.class;
            case "snapshot" -> SnapshotVerbs.class;
            case "checkpoint" -> CheckpointVerbs.class;
            case "agent" -> AgentVerbs.class;
            case "saved" -> SavedVerbs.class;
            default -> null;
        };
    }

    private static @Nullable Class<?> document(String name) {
        return switch (name) {
            case "xml", "dumpxml" -> XmlVerb.class;
            case "edit" -> EditVerb.class;
            case "diff" -> DiffVerb.class;
            case "define" -> DefineVerb.class;
            case "create" -> CreateVerb.class;
            case "undefine" -> UndefineVerb.class;
            case "attach-device" -> AttachDevice.class;
            case "update-device" -> UpdateDevice.class;
            case "detach-device" -> DetachDevice.class;
            case "metadata" -> MetadataVerbs.class;
            default -> null;
        };
    }

    private static @Nullable Class<?> work(String name) {
        return switch (name) {
            case "cpu", "cpus", "vcpus" -> CpuVerbs.class;
            case "memory", "mem" -> MemoryVerbs.class;
            case "iothread" -> IoThreadVerbs.class;
            case "backup" -> BackupVerbs.class;
            case "dump" -> DumpVerb.class;
            case "job" -> JobVerbs.class;
            case "migrate" -> MigrateVerb.class;
            case "monitor", "qemu-monitor-command" -> MonitorVerb.class;
            default -> null;
        };
    }

    private static @Nullable Class<?> other(String name) {
        return switch (name) {
            case "stats", "domstats" -> StatsVerb.class;
            case "top" -> TopVerb.class;
            case "events", "event" -> EventsVerb.class;
            case "host" -> HostVerbs.class;
            case "pool" -> PoolVerbs.class;
            case "volume", "vol" -> VolumeVerbs.class;
            case "network", "net" -> NetworkVerbs.class;
            case "secret" -> SecretVerbs.class;
            case "nodedev" -> DeviceVerbs.class;
            case "doctor" -> DoctorVerb.class;
            case "completion" -> CompletionVerb.class;
            case "man" -> ManVerb.class;
            case "demo" -> DemoCommand.class;
            default -> null;
        };
    }

    /**
     * Verbs that belong together.
     *
     * @param title what the help calls them
     * @param verbs their names
     */
    record Group(String title, List<String> verbs) {}
}
