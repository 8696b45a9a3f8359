package dev.guestwire.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.EventListener;
import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Networks of a real daemon: its test driver, and the session's, which has no privilege to start one. */
class RealNetworkTest {
    private static final String ISOLATED = """
            <network>
              <name>lan</name>
              <bridge name='virbr9'/>
              <ip address='192.0.2.1' netmask='255.255.255.0'>
                <dhcp><range start='192.0.2.100' end='192.0.2.200'/></dhcp>
              </ip>
            </network>
            """;

    @LibvirtHost
    static Lab lab;

    @Test
    void aNetworkLivesFromItsDefinitionToItsEnd() throws InterruptedException {
        EventListener events = new EventListener();
        try (Host host = Host.connect(lab.testUri())) {
            host.onEvent(NetworkEvent.class, events);
            Networks networks = host.networks();
            Network lan = networks.define(ISOLATED, Network.Define.VALIDATE);
            assertThat(events.next()).isEqualTo(new NetworkEvent.Defined(lan));
            assertThat(networks.list(Network.Filter.INACTIVE)).containsExactly(lan);
            assertThat(networks.network("lan")).isEqualTo(lan);
            assertThat(networks.network(lan.uuid())).isEqualTo(lan);
            assertThat(networks.findNetwork("none")).isEmpty();
            assertThat(networks.findNetwork(new UUID(1, 1))).isEmpty();
            assertThat(lan.isActive()).isFalse();
            lan.start();
            assertThat(events.next()).isEqualTo(new NetworkEvent.Started(lan));
            assertThat(lan.isActive()).isTrue();
            assertThat(lan.isPersistent()).isTrue();
            assertThat(lan.bridgeName()).isEqualTo("virbr9");
            lan.autostart(true);
            assertThat(lan.autostart()).isTrue();
            assertThat(networks.list(Network.Filter.AUTOSTART)).contains(lan);
            lan.update(
                    NetworkChange.addLast(
                            NetworkChange.Section.IP_DHCP_HOST, "<host mac='52:54:00:00:00:01' ip='192.0.2.7'/>"),
                    Flag.Affect.LIVE);
            assertThat(lan.xmlDescription()).contains("192.0.2.7");
            lan.destroy();
            assertThat(events.next()).isEqualTo(new NetworkEvent.Stopped(lan));
            lan.undefine();
            assertThat(events.next()).isEqualTo(new NetworkEvent.Undefined(lan));
            assertThatThrownBy(lan::isActive).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void aTransientNetworkIsGoneWhenItStops() {
        try (Host host = Host.connect(lab.testUri())) {
            Network lan = host.networks().create(ISOLATED);
            assertThat(lan.isPersistent()).isFalse();
            lan.destroy();
            assertThat(host.networks().findNetwork("lan")).isEmpty();
        }
    }

    /** A libvirt that knows metadata of networks says that there is none; one that does not says that. */
    private static void noMetadata(Network lan) {
        try {
            assertThat(lan.metadata("urn:x")).isEmpty();
        } catch (UnsupportedException before97) {
            assertThat(before97).hasMessageContaining("NetworkGetMetadata");
        }
    }

    @Test
    void theSessionDefinesNetworksToo() throws InterruptedException {
        EventListener events = new EventListener();
        try (Host host = Host.connect(lab.qemuUri())) {
            host.onEvent(events);
            Network lan = host.networks().define(dev.guestwire.xml.network.Network.parse(ISOLATED));
            assertThat(events.next(NetworkEvent.class)).isEqualTo(new NetworkEvent.Defined(lan));
            assertThat(lan.dhcpLeases()).isEmpty();
            lan.update(NetworkChange.addFirst(NetworkChange.Section.DNS_TXT, "<txt name='a' value='b'/>"));
            assertThat(lan.definition(Network.Xml.INACTIVE).dns().xml().toXml()).contains("name='a'");
            noMetadata(lan);
            lan.undefine();
            HostEvent last = events.next(NetworkEvent.class);
            assertThat(last).isEqualTo(new NetworkEvent.Undefined(lan));
        }
    }
}
