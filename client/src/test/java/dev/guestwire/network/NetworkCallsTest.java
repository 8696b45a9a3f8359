package dev.guestwire.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Coded;
import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectListAllNetworks;
import dev.guestwire.protocol.remote.NetworkCreate;
import dev.guestwire.protocol.remote.NetworkCreateXml;
import dev.guestwire.protocol.remote.NetworkCreateXmlFlags;
import dev.guestwire.protocol.remote.NetworkDefineXml;
import dev.guestwire.protocol.remote.NetworkDefineXmlFlags;
import dev.guestwire.protocol.remote.NetworkDestroy;
import dev.guestwire.protocol.remote.NetworkDhcpLease;
import dev.guestwire.protocol.remote.NetworkGetAutostart;
import dev.guestwire.protocol.remote.NetworkGetBridgeName;
import dev.guestwire.protocol.remote.NetworkGetDhcpLeases;
import dev.guestwire.protocol.remote.NetworkGetMetadata;
import dev.guestwire.protocol.remote.NetworkGetXmlDesc;
import dev.guestwire.protocol.remote.NetworkIsActive;
import dev.guestwire.protocol.remote.NetworkIsPersistent;
import dev.guestwire.protocol.remote.NetworkListAllPorts;
import dev.guestwire.protocol.remote.NetworkLookupByName;
import dev.guestwire.protocol.remote.NetworkLookupByUuid;
import dev.guestwire.protocol.remote.NetworkPortCreateXml;
import dev.guestwire.protocol.remote.NetworkPortDelete;
import dev.guestwire.protocol.remote.NetworkPortGetXmlDesc;
import dev.guestwire.protocol.remote.NetworkPortLookupByUuid;
import dev.guestwire.protocol.remote.NetworkSetAutostart;
import dev.guestwire.protocol.remote.NetworkSetMetadata;
import dev.guestwire.protocol.remote.NetworkUndefine;
import dev.guestwire.protocol.remote.NetworkUpdate;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.Element;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of networks says to the daemon, and what it makes of the answer. */
class NetworkCallsTest {
    private static final UUID UUID_OF_LAN = new UUID(9, 1);
    private static final dev.guestwire.protocol.remote.Network LAN =
            new dev.guestwire.protocol.remote.Network("lan", UUID_OF_LAN);
    private static final dev.guestwire.protocol.remote.NetworkPort PORT =
            new dev.guestwire.protocol.remote.NetworkPort(LAN, new UUID(9, 2));
    private static final String XML = "<network><name>lan</name></network>";
    private static final String HOST_XML = "<host mac='52:54:00:00:00:01' ip='192.0.2.7'/>";

    private final FakeHost fake = new FakeHost();
    private final Networks networks = fake.host.networks();
    private final Network lan = new Network(fake.host, LAN);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void networksAreListedByFilter() {
        ConnectListAllNetworks.Reply reply = new ConnectListAllNetworks.Reply(List.of(LAN), 1);
        assertThat(fake.told(ConnectListAllNetworks.class, reply, () -> networks.list()))
                .containsExactly(lan);
        assertThat(fake.sent(
                        ConnectListAllNetworks.class,
                        reply,
                        () -> networks.list(Network.Filter.ACTIVE, Network.Filter.NO_AUTOSTART)))
                .isEqualTo(new ConnectListAllNetworks(1, 2 | 32));
        assertThat(fake.daemon.calls(ConnectListAllNetworks.class)).first().isEqualTo(new ConnectListAllNetworks(1, 0));
    }

    @Test
    void networksAreLookedUp() {
        assertThat(fake.told(
                        NetworkLookupByName.class,
                        new NetworkLookupByName.Reply(LAN),
                        () -> List.of(
                                networks.network("lan"),
                                networks.findNetwork("lan").orElseThrow())))
                .containsOnly(lan);
        assertThat(fake.daemon.calls(NetworkLookupByName.class)).containsOnly(new NetworkLookupByName("lan"));
        assertThat(fake.told(
                        NetworkLookupByUuid.class,
                        new NetworkLookupByUuid.Reply(LAN),
                        () -> List.of(
                                networks.network(UUID_OF_LAN),
                                networks.findNetwork(UUID_OF_LAN).orElseThrow())))
                .containsOnly(lan);
        assertThat(fake.daemon.calls(NetworkLookupByUuid.class)).containsOnly(new NetworkLookupByUuid(UUID_OF_LAN));
        fake.daemon.on(
                NetworkLookupByName.class, call -> Answer.error(ErrorCode.NO_NETWORK, ErrorDomain.NETWORK, "none"));
        assertThat(networks.findNetwork("x")).isEmpty();
    }

    @Test
    void defineAndCreate() {
        var view = dev.guestwire.xml.network.Network.parse(XML);
        String written = view.xml().toXml();
        assertThat(fake.sent(
                        NetworkDefineXml.class,
                        new NetworkDefineXml.Reply(LAN),
                        () -> assertThat(networks.define(view)).isEqualTo(lan)))
                .isEqualTo(new NetworkDefineXml(written));
        assertThat(fake.sent(
                        NetworkDefineXmlFlags.class,
                        new NetworkDefineXmlFlags.Reply(LAN),
                        () -> networks.define("<network/>", Network.Define.VALIDATE)))
                .isEqualTo(new NetworkDefineXmlFlags("<network/>", 1));
        assertThat(fake.sent(
                        NetworkCreateXml.class,
                        new NetworkCreateXml.Reply(LAN),
                        () -> assertThat(networks.create(view)).isEqualTo(lan)))
                .isEqualTo(new NetworkCreateXml(written));
        assertThat(fake.sent(
                        NetworkCreateXmlFlags.class,
                        new NetworkCreateXmlFlags.Reply(LAN),
                        () -> networks.create("<network/>", Network.Create.VALIDATE)))
                .isEqualTo(new NetworkCreateXmlFlags("<network/>", 1));
    }

    @Test
    void aNetworkTellsWhatItIs() {
        assertThat(lan.host()).isSameAs(fake.host);
        assertThat(lan.name()).isEqualTo("lan");
        assertThat(lan.uuid()).isEqualTo(UUID_OF_LAN);
        assertThat(lan.handle()).isEqualTo(LAN);
        assertThat(lan).hasToString("lan (" + UUID_OF_LAN + ")");
        assertThat(lan)
                .isEqualTo(new Network(fake.host, new dev.guestwire.protocol.remote.Network("x", UUID_OF_LAN)))
                .isNotEqualTo(new Network(fake.host, new dev.guestwire.protocol.remote.Network("lan", new UUID(1, 1))));
        assertThat(fake.told(NetworkIsActive.class, new NetworkIsActive.Reply(1), lan::isActive))
                .isTrue();
        assertThat(fake.told(NetworkIsPersistent.class, new NetworkIsPersistent.Reply(0), lan::isPersistent))
                .isFalse();
        assertThat(fake.told(NetworkGetAutostart.class, new NetworkGetAutostart.Reply(1), () -> lan.autostart()))
                .isTrue();
        assertThat(fake.told(NetworkGetBridgeName.class, new NetworkGetBridgeName.Reply("virbr0"), lan::bridgeName))
                .isEqualTo("virbr0");
        NetworkGetXmlDesc.Reply reply = new NetworkGetXmlDesc.Reply(XML);
        assertThat(fake.told(NetworkGetXmlDesc.class, reply, () -> lan.definition())
                        .name())
                .isEqualTo("lan");
        assertThat(fake.sent(NetworkGetXmlDesc.class, reply, () -> lan.xmlDescription(Network.Xml.INACTIVE)))
                .isEqualTo(new NetworkGetXmlDesc(LAN, 1));
        assertThat(fake.daemon.calls(NetworkIsActive.class)).containsExactly(new NetworkIsActive(LAN));
        assertThat(fake.daemon.calls(NetworkIsPersistent.class)).containsExactly(new NetworkIsPersistent(LAN));
        assertThat(fake.daemon.calls(NetworkGetAutostart.class)).containsExactly(new NetworkGetAutostart(LAN));
        assertThat(fake.daemon.calls(NetworkGetBridgeName.class)).containsExactly(new NetworkGetBridgeName(LAN));
    }

    @Test
    void aNetworkLivesFromItsStartToItsEnd() {
        assertThat(fake.sent(NetworkSetAutostart.class, Empty.EMPTY, () -> lan.autostart(true)))
                .isEqualTo(new NetworkSetAutostart(LAN, 1));
        assertThat(fake.sent(NetworkSetAutostart.class, Empty.EMPTY, () -> lan.autostart(false)))
                .isEqualTo(new NetworkSetAutostart(LAN, 0));
        assertThat(fake.sent(NetworkCreate.class, Empty.EMPTY, lan::start)).isEqualTo(new NetworkCreate(LAN));
        assertThat(fake.sent(NetworkDestroy.class, Empty.EMPTY, lan::destroy)).isEqualTo(new NetworkDestroy(LAN));
        assertThat(fake.sent(NetworkUndefine.class, Empty.EMPTY, lan::undefine)).isEqualTo(new NetworkUndefine(LAN));
    }

    @Test
    void partsAreChanged() {
        NetworkChange add = NetworkChange.addLast(NetworkChange.Section.IP_DHCP_HOST, HOST_XML);
        assertThat(fake.sent(
                        NetworkUpdate.class, Empty.EMPTY, () -> lan.update(add, Flag.Affect.LIVE, Flag.Affect.CONFIG)))
                .isEqualTo(new NetworkUpdate(LAN, 3, 4, -1, HOST_XML, 3));
        assertThat(fake.sent(NetworkUpdate.class, Empty.EMPTY, () -> lan.update(add.in(1))))
                .isEqualTo(new NetworkUpdate(LAN, 3, 4, 1, HOST_XML, 0));
        assertThat(NetworkChange.addFirst(NetworkChange.Section.DNS_TXT, "x").command())
                .isEqualTo(NetworkChange.Command.ADD_FIRST);
        assertThat(NetworkChange.modify(NetworkChange.Section.IP, "x").command())
                .isEqualTo(NetworkChange.Command.MODIFY);
        assertThat(NetworkChange.delete(NetworkChange.Section.IP, "x").command())
                .isEqualTo(NetworkChange.Command.DELETE);
    }

    @Test
    void daemonsOfTheOldOrderAreUnderstood() {
        try (FakeHost old = new FakeHost()) {
            old.daemon.feature(16, false);
            // a connection's features are those of its beginning, so the calls need one that comes later
            try (var host = dev.guestwire.Host.connect(old.daemon.uri())) {
                Network network = new Network(host, LAN);
                NetworkChange change = NetworkChange.addLast(NetworkChange.Section.IP_DHCP_HOST, HOST_XML);
                assertThat(old.sent(NetworkUpdate.class, Empty.EMPTY, () -> network.update(change)))
                        .isEqualTo(new NetworkUpdate(LAN, 4, 3, -1, HOST_XML, 0));
            }
        }
    }

    @Test
    void dhcpLeases() {
        NetworkDhcpLease lent = new NetworkDhcpLease(
                "virbr0", 1_700_000_000, 0, "52:54:00:00:00:01", null, "192.0.2.7", 24, "web", "ff:00");
        NetworkDhcpLease forEver = new NetworkDhcpLease("virbr0", 0, 1, null, "1234", "2001:db8::7", 64, null, null);
        var reply = new NetworkGetDhcpLeases.Reply(List.of(lent, forEver), 2);
        assertThat(fake.told(NetworkGetDhcpLeases.class, reply, () -> lan.dhcpLeases()))
                .containsExactly(
                        new DhcpLease(
                                "virbr0",
                                Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                                new Coded<>(DhcpLease.Family.IPV4, 0),
                                Optional.of("52:54:00:00:00:01"),
                                Optional.empty(),
                                "192.0.2.7",
                                24,
                                Optional.of("web"),
                                Optional.of("ff:00")),
                        new DhcpLease(
                                "virbr0",
                                Optional.empty(),
                                new Coded<>(DhcpLease.Family.IPV6, 1),
                                Optional.empty(),
                                Optional.of("1234"),
                                "2001:db8::7",
                                64,
                                Optional.empty(),
                                Optional.empty()));
        assertThat(fake.sent(NetworkGetDhcpLeases.class, reply, () -> lan.dhcpLeases("52:54:00:00:00:01")))
                .isEqualTo(new NetworkGetDhcpLeases(LAN, "52:54:00:00:00:01", 1, 0));
        assertThat(fake.daemon.calls(NetworkGetDhcpLeases.class))
                .first()
                .isEqualTo(new NetworkGetDhcpLeases(LAN, null, 1, 0));
    }

    @Test
    void metadata() {
        Element note = Element.parse("<n:note xmlns:n='urn:x'>hello</n:note>");
        NetworkGetMetadata.Reply reply = new NetworkGetMetadata.Reply(note.toXml());
        assertThat(fake.told(NetworkGetMetadata.class, reply, () -> lan.metadata("urn:x", Flag.Affect.CONFIG)))
                .contains(note);
        assertThat(fake.daemon.calls(NetworkGetMetadata.class))
                .containsExactly(new NetworkGetMetadata(LAN, 2, "urn:x", 2));
        fake.daemon.on(
                NetworkGetMetadata.class,
                call -> Answer.error(ErrorCode.NO_NETWORK_METADATA, ErrorDomain.NETWORK, "none"));
        assertThat(lan.metadata("urn:x")).isEmpty();
        assertThat(fake.sent(
                        NetworkSetMetadata.class,
                        Empty.EMPTY,
                        () -> lan.metadata("urn:x", "n", note, Flag.Affect.LIVE)))
                .isEqualTo(new NetworkSetMetadata(LAN, 2, note.toXml(), "n", "urn:x", 1));
        assertThat(fake.sent(NetworkSetMetadata.class, Empty.EMPTY, () -> lan.metadata("urn:x", "n", null)))
                .isEqualTo(new NetworkSetMetadata(LAN, 2, null, null, "urn:x", 0));
    }

    @Test
    void ports() {
        NetworkPort port = new NetworkPort(fake.host, PORT);
        assertThat(fake.told(NetworkListAllPorts.class, new NetworkListAllPorts.Reply(List.of(PORT), 1), lan::ports))
                .containsExactly(port);
        assertThat(fake.daemon.calls(NetworkListAllPorts.class)).containsExactly(new NetworkListAllPorts(LAN, 1, 0));
        assertThat(fake.told(
                        NetworkPortLookupByUuid.class,
                        new NetworkPortLookupByUuid.Reply(PORT),
                        () -> lan.port(PORT.uuid())))
                .isEqualTo(port);
        assertThat(fake.daemon.calls(NetworkPortLookupByUuid.class))
                .containsExactly(new NetworkPortLookupByUuid(LAN, PORT.uuid()));
        assertThat(fake.sent(
                        NetworkPortCreateXml.class,
                        new NetworkPortCreateXml.Reply(PORT),
                        () -> lan.createPort("<networkport/>", NetworkPort.Create.VALIDATE)))
                .isEqualTo(new NetworkPortCreateXml(LAN, "<networkport/>", 2));
        assertThat(fake.told(
                        NetworkPortGetXmlDesc.class, new NetworkPortGetXmlDesc.Reply("<p/>"), port::xmlDescription))
                .isEqualTo("<p/>");
        assertThat(fake.daemon.calls(NetworkPortGetXmlDesc.class)).containsExactly(new NetworkPortGetXmlDesc(PORT, 0));
        assertThat(fake.sent(NetworkPortDelete.class, Empty.EMPTY, port::delete))
                .isEqualTo(new NetworkPortDelete(PORT, 0));
        assertThat(port.network()).isEqualTo(lan);
        assertThat(port.uuid()).isEqualTo(PORT.uuid());
        assertThat(port.handle()).isEqualTo(PORT);
        assertThat(port).hasToString(PORT.uuid() + " of " + lan);
    }

    @Test
    void flagsHaveLibvirtsNumbers() {
        assertThat(Flag.word(Network.Filter.values())).isEqualTo(63);
        assertThat(Network.Filter.PERSISTENT.bit()).isEqualTo(4);
        assertThat(Network.Filter.AUTOSTART.bit()).isEqualTo(16);
        assertThat(Flag.word(Network.Define.values())).isEqualTo(1);
        assertThat(Flag.word(Network.Create.values())).isEqualTo(1);
        assertThat(Flag.word(Network.Xml.values())).isEqualTo(1);
        assertThat(NetworkPort.Create.RECLAIM.bit()).isEqualTo(1);
        assertThat(Flag.word(NetworkPort.Create.values())).isEqualTo(3);
        assertThat(Arrays.stream(NetworkChange.Command.values()).map(NetworkChange.Command::number))
                .containsExactly(1, 2, 3, 4);
        assertThat(NetworkChange.Command.ADD_FIRST.number()).isEqualTo(4);
        assertThat(Arrays.stream(NetworkChange.Section.values()).map(NetworkChange.Section::number))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(NetworkChange.Section.FORWARD.number()).isEqualTo(6);
        assertThat(NetworkChange.Section.DNS_HOST.number()).isEqualTo(10);
    }
}
