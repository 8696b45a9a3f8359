package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.cli.command.Complaint;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDelIothread;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainInterfaceStats;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainOpenConsole;
import dev.guestwire.protocol.remote.DomainRevertToSnapshot;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainSnapshotDelete;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkUpdate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is told to do next: a refusal in libvirt's words, and the verb or option that helps. Each of these exists. */
class HintsTest {
    private static final Domain WEB = new Domain("web1", new UUID(1, 2), 7);
    private static final DomainSnapshot SNAPSHOT = new DomainSnapshot("s", WEB);
    private static final Map<String, Call<?>> CALLS = Map.ofEntries(
            Map.entry("undefine", new DomainUndefineFlags(WEB, 0)),
            Map.entry("snapshot", new DomainSnapshotCreateXml(WEB, "<domainsnapshot/>", 0)),
            Map.entry("forget", new DomainSnapshotDelete(SNAPSHOT, 0)),
            Map.entry("revert", new DomainRevertToSnapshot(SNAPSHOT, 0)),
            Map.entry("checkpoint", new DomainCheckpointCreateXml(WEB, "<domaincheckpoint/>", 0)),
            Map.entry("backup", new DomainBackupBegin(WEB, "<domainbackup/>", null, 0)),
            Map.entry("define", new DomainDefineXmlFlags("<domain><name>web1</name></domain>", 0)),
            Map.entry("start", new DomainCreateWithFlags(WEB, 0)),
            Map.entry("detach", new DomainDetachDeviceFlags(WEB, "<disk><target dev='sda'/></disk>", 1)),
            Map.entry("copy", new DomainBlockCopy(WEB, "vda", "<disk/>", List.of(), 0)),
            Map.entry("cpus", new DomainSetVcpusFlags(WEB, 9, 2)),
            Map.entry("freeze", new DomainFsfreeze(WEB, List.of(), 0)),
            Map.entry("migrate", new DomainMigratePerform3Params(WEB, "qemu://b/system", List.of(), Bytes.EMPTY, 0)),
            Map.entry("resize", new DomainBlockResize(WEB, "vdx", 1, 0)),
            Map.entry("traffic", new DomainInterfaceStats(WEB, "vnet9")),
            Map.entry("iothread", new DomainDelIothread(WEB, 9, 0)),
            Map.entry("console", new DomainOpenConsole(WEB, "serial9", 0)),
            Map.entry("network", new NetworkUpdate(new Network("lan", new UUID(1, 3)), 2, 4, -1, "<host/>", 0)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            undefine   | 55  | cannot undefine domain with nvram | 7 | guestwire undefine web1 --nvram removes the firmware's settings, too; --keep-nvram
            undefine   | 55  | cannot delete inactive domain with 2 snapshots | 7 | guestwire undefine web1 --snapshots-metadata
            undefine   | 55  | cannot delete inactive domain with 1 checkpoints | 7 | guestwire undefine web1 --checkpoints-metadata
            undefine   | 55  | Refusing to undefine while domain managed save image exists | 7 | guestwire undefine web1 --managed-save
            snapshot   | 84  | internal snapshots of a VM with pflash based firmware are not supported | 1 | guestwire snapshot create web1 --disk-only
            snapshot   | 55  | cannot create snapshot while checkpoint exists | 7 | guestwire checkpoint delete
            checkpoint | 55  | cannot create checkpoint while snapshot exists | 7 | guestwire snapshot delete
            revert     | 77  | revert requires force: target domain differs | 1 | --force
            forget     | 72  | Domain snapshot not found | 6 | guestwire snapshot list web1 shows
            backup     | 109 | missing or broken bitmap 'c' for disk 'vda' | 1 | guestwire checkpoint delete web1 CHECKPOINT --metadata
            define     | 9   | domain 'web1' already exists with uuid 1-2 | 1 | the <uuid> of the one that is there
            define     | 9   | domain 'old' is already defined with uuid 1-2 | 1 | guestwire rename GUEST NAME
            define     | 92  | XML document failed to validate against schema | 1 | --validate
            define     | 27  | (domain_definition):3: mismatch | 1 | guestwire xml GUEST
            start      | 9   | image magic is incorrect | 1 | guestwire saved remove web1 deletes the saved memory; guestwire start web1 --force-boot
            detach     | 84  | disk device type 'cdrom' cannot be detached | 1 | guestwire update-device
            detach     | 84  | This type of disk cannot be hot unplugged | 1 | --config
            detach     | 99  | device not found: no disk | 6 | guestwire xml web1
            copy       | 55  | domain is not transient | 7 | --transient-job
            cpus       | 8   | requested vcpus is greater than max allowable vcpus for the live domain: 9 > 4 | 1 | guestwire cpu set web1 COUNT --maximum --config
            freeze     | 113 | guest agent command failed: it is blocked | 1 | the agent in the guest refused it
            freeze     | 1   | unable to execute QEMU agent command 'guest-fsfreeze-freeze': no | 1 | the agent in the guest refused it
            freeze     | 86  | QEMU guest agent is not connected | 1 | qemu-guest-agent
            migrate    | 81  | Migration without shared storage is unsafe | 1 | --copy-storage-all copies the disks along, cache='none' makes shared ones safe, --unsafe insists
            resize     | 8   | invalid path: vdx | 6 | guestwire disk list web1 shows its disks
            traffic    | 8   | invalid path, 'vnet9' is not a known interface | 6 | guestwire interface list web1 shows its cards
            iothread   | 8   | cannot find IOThread '9' in iothreadids | 6 | guestwire iothread list web1
            console    | 1   | cannot find character device serial9 | 6 | guestwire xml web1 shows its devices
            network    | 55  | couldn't locate a matching DNS HOST record in network lan | 6 | guestwire network xml NETWORK
            network    | 55  | there is already at least one DNS HOST record with a matching field in network lan | 1 | take another name
            """)
    void theOptionThatHelpsIsNamed(ArgumentsAccessor row) {
        ErrorCode code = new ErrorCode(Integer.parseInt(String.valueOf(row.getString(1))));
        String next = String.valueOf(row.getString(4));
        CallFailedException refused = CallFailedException.of(
                Objects.requireNonNull(CALLS.get(row.getString(0))),
                RemoteError.of(code, ErrorDomain.QEMU, "words: " + row.getString(2)));
        Complaint complaint = Complaint.of(refused);
        assertThat(complaint.next()).contains(next);
        assertThat(complaint.exitCode()).isEqualTo(row.getInteger(3));
        assertExists(complaint.next());
        if (refused.hint().isPresent()) {
            assertThat(Complaint.next(
                            new JobNotCompletedException("Job", JobNotCompletedException.Status.FAILED, "no", "x")
                                    .because(refused)))
                    .contains(complaint.next());
        }
    }

    private static void assertExists(String next) {
        CommandLine root = Main.commandLine(new String[] {"--help"});
        // whichever way a verb has the check against the schema, this leaves it out
        Set<String> options = new HashSet<>(Set.of("--validate", "--no-validate"));
        commands(root)
                .forEach(one -> one.getCommandSpec().options().stream()
                        .map(OptionSpec::names)
                        .forEach(names -> options.addAll(List.of(names))));
        Matcher option = Pattern.compile("--[a-z-]+[a-z]").matcher(next);
        while (option.find()) {
            assertThat(options).contains(option.group());
        }
        Matcher verb = Pattern.compile("guestwire ([a-z-]+)").matcher(next);
        while (verb.find()) {
            assertThat(root.getSubcommands()).containsKey(verb.group(1));
        }
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HintsTest::commands));
    }
}
