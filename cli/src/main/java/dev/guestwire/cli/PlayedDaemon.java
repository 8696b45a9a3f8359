package dev.guestwire.cli;

import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/** A daemon with one guest, for a {@link Rehearsal}. It is a process of its own: what it loads is not the command's. */
final class PlayedDaemon {
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

    private PlayedDaemon() {}

    /** Prints its URI, and plays until its input ends. */
    public static void main(String[] arguments) throws IOException {
        List<TypedParam> state = List.of(new TypedParam("state.state", new ParamValue.Int(1)));
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            daemon.reply(
                            ConnectGetAllDomainStats.class,
                            new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(GUEST, state))))
                    .reply(ConnectListAllDomains.class, new ConnectListAllDomains.Reply(List.of(GUEST), 1))
                    .reply(DomainLookupByName.class, new DomainLookupByName.Reply(GUEST))
                    .reply(DomainGetState.class, new DomainGetState.Reply(1, 1))
                    .reply(DomainGetInfo.class, new DomainGetInfo.Reply(1, 1024, 1024, 1, 1))
                    .reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(DEFINITION));
            System.out.println(daemon.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
