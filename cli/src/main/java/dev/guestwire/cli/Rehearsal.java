package dev.guestwire.cli;

import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;

/**
 * Runs verbs at a daemon that is played, when the command is built: what they load is kept for its later starts (the JVM's
 * AOT cache). What they print is thrown away.
 */
final class Rehearsal {
    private static final Domain GUEST = new Domain("web1", new UUID(1, 2), 1);
    private static final String DEFINITION = """
            <domain type='kvm'>
              <name>web1</name>
              <memory unit='KiB'>1048576</memory>
              <devices>
                <disk type='file' device='disk'><source file='/d'/><target dev='vda' bus='virtio'/></disk>
                <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
              </devices>
            </domain>
            """;

    private final FakeLibvirtd daemon;

    private Rehearsal(FakeLibvirtd daemon) {
        this.daemon = daemon;
    }

    /** Rehearses. Returns, rather than ends the process, so that the JVM writes what it learned. */
    public static void main(String[] arguments) {
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            List<TypedParam> state = List.of(new TypedParam("state.state", new ParamValue.Int(1)));
            daemon.reply(
                            ConnectGetAllDomainStats.class,
                            new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(GUEST, state))))
                    .reply(DomainLookupByName.class, new DomainLookupByName.Reply(GUEST))
                    .reply(DomainGetState.class, new DomainGetState.Reply(1, 1))
                    .reply(DomainGetInfo.class, new DomainGetInfo.Reply(1, 1024, 1024, 1, 1))
                    .reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(DEFINITION));
            new Rehearsal(daemon).play();
        }
    }

    private void play() {
        quick("list", "--all");
        quick("list", "--json");
        quick("start", "web1");
        usual("list", "--all");
        usual("show", "web1");
        usual("xml", "web1");
        usual("stats");
        usual("start", "nobody");
        usual("disk", "info", "web1");
        usual("snapshot", "list", "web1");
        usual("agent", "ping", "web1");
        usual("list", "--help");
        usual("--help");
        usual("lst");
    }

    private void quick(String... line) {
        QuickStart.execute(nowhere(), nowhere(), connected(line));
    }

    private void usual(String... line) {
        String[] words = connected(line);
        CommandLine command = Main.commandLine(words).setOut(nowhere()).setErr(nowhere());
        command.execute(words);
    }

    private String[] connected(String... line) {
        String[] words = new String[line.length + 2];
        System.arraycopy(line, 0, words, 0, line.length);
        words[line.length] = "-c";
        words[line.length + 1] = daemon.uri();
        return words;
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(new StringWriter());
    }
}
