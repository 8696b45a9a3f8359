package dev.guestwire.agent;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Coded;
import dev.guestwire.FakeHost;
import dev.guestwire.agent.GuestAgent.HostnameSource;
import dev.guestwire.agent.InterfaceAddresses.Family;
import dev.guestwire.agent.InterfaceAddresses.Source;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.DomainAgentSetResponseTimeout;
import dev.guestwire.protocol.remote.DomainAuthorizedSshKeysGet;
import dev.guestwire.protocol.remote.DomainAuthorizedSshKeysSet;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainFsinfo;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainFstrim;
import dev.guestwire.protocol.remote.DomainGetFsinfo;
import dev.guestwire.protocol.remote.DomainGetHostname;
import dev.guestwire.protocol.remote.DomainGetTime;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainInterface;
import dev.guestwire.protocol.remote.DomainInterfaceAddresses;
import dev.guestwire.protocol.remote.DomainIpAddr;
import dev.guestwire.protocol.remote.DomainSetTime;
import dev.guestwire.protocol.remote.DomainSetUserPassword;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of an agent says to the daemon, and what it makes of the answer. */
class AgentCallsTest {
    private final FakeHost fake = new FakeHost();
    private final GuestAgent agent = fake.web.agent();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void timeIsExactToTheNanosecond() {
        assertThat(fake.told(
                        DomainGetTime.class, new DomainGetTime.Reply(1_700_000_000, 999_999_999), () -> agent.time()))
                .isEqualTo(Instant.parse("2023-11-14T22:13:20.999999999Z"));
        assertThat(fake.daemon.calls(DomainGetTime.class)).containsExactly(new DomainGetTime(WEB, 0));
        Instant now = Instant.parse("2023-11-14T22:13:20.123456789Z");
        assertThat(fake.sent(DomainSetTime.class, Empty.EMPTY, () -> agent.time(now)))
                .isEqualTo(new DomainSetTime(WEB, 1_700_000_000, 123_456_789, 0));
    }

    @Test
    void syncTimeSendsThisMachinesClock() {
        Instant before = Instant.now();
        DomainSetTime sent = fake.sent(DomainSetTime.class, Empty.EMPTY, agent::syncTime);
        assertThat(Instant.ofEpochSecond(sent.seconds(), sent.nseconds())).isBetween(before, Instant.now());
        assertThat(sent.flags()).isZero();
        assertThat(fake.sent(DomainSetTime.class, Empty.EMPTY, agent::syncTimeFromRtc))
                .isEqualTo(new DomainSetTime(WEB, 0, 0, 1));
    }

    @Test
    void passwords() {
        assertThat(fake.sent(DomainSetUserPassword.class, Empty.EMPTY, () -> agent.userPassword("root", "hunter2")))
                .isEqualTo(new DomainSetUserPassword(WEB, "root", "hunter2", 0));
        assertThat(fake.sent(
                        DomainSetUserPassword.class, Empty.EMPTY, () -> agent.userPasswordHash("root", "$6$salt$hash")))
                .isEqualTo(new DomainSetUserPassword(WEB, "root", "$6$salt$hash", 1));
    }

    @Test
    void freezeAndThawTellHowMany() {
        DomainFsfreeze.Reply frozen = new DomainFsfreeze.Reply(3);
        assertThat(fake.told(DomainFsfreeze.class, frozen, () -> agent.freeze()))
                .isEqualTo(3);
        assertThat(fake.sent(DomainFsfreeze.class, frozen, () -> agent.freeze("/", "/srv")))
                .isEqualTo(new DomainFsfreeze(WEB, List.of("/", "/srv"), 0));
        DomainFsthaw.Reply thawed = new DomainFsthaw.Reply(2);
        assertThat(fake.told(DomainFsthaw.class, thawed, () -> agent.thaw())).isEqualTo(2);
        assertThat(fake.sent(DomainFsthaw.class, thawed, () -> agent.thaw("/srv")))
                .isEqualTo(new DomainFsthaw(WEB, List.of("/srv"), 0));
        assertThat(fake.daemon.calls(DomainFsfreeze.class)).first().isEqualTo(new DomainFsfreeze(WEB, List.of(), 0));
        assertThat(fake.daemon.calls(DomainFsthaw.class)).first().isEqualTo(new DomainFsthaw(WEB, List.of(), 0));
    }

    @Test
    void trim() {
        assertThat(fake.sent(DomainFstrim.class, Empty.EMPTY, () -> agent.trim()))
                .isEqualTo(new DomainFstrim(WEB, null, 0, 0));
        assertThat(fake.sent(DomainFstrim.class, Empty.EMPTY, () -> agent.trim("/srv", 1 << 20)))
                .isEqualTo(new DomainFstrim(WEB, "/srv", 1 << 20, 0));
    }

    @Test
    void filesystems() {
        DomainFsinfo srv = new DomainFsinfo("/srv", "vdb1", "ext4", List.of("vdb", "vdc"));
        assertThat(fake.told(DomainGetFsinfo.class, new DomainGetFsinfo.Reply(List.of(srv), 1), agent::filesystems))
                .containsExactly(new MountedFilesystem("/srv", "vdb1", "ext4", List.of("vdb", "vdc")));
        assertThat(fake.daemon.calls(DomainGetFsinfo.class)).containsExactly(new DomainGetFsinfo(WEB, 0));
    }

    @Test
    void hostname() {
        DomainGetHostname.Reply reply = new DomainGetHostname.Reply("web.example");
        assertThat(fake.told(DomainGetHostname.class, reply, () -> agent.hostname()))
                .isEqualTo("web.example");
        assertThat(fake.sent(DomainGetHostname.class, reply, () -> agent.hostname(HostnameSource.LEASE)))
                .isEqualTo(new DomainGetHostname(WEB, 1));
        assertThat(fake.sent(DomainGetHostname.class, reply, () -> agent.hostname(HostnameSource.AGENT)))
                .isEqualTo(new DomainGetHostname(WEB, 2));
    }

    @Test
    void interfaceAddresses() {
        DomainInterface eth0 = new DomainInterface(
                "eth0",
                "52:54:00:00:00:01",
                List.of(new DomainIpAddr(0, "10.0.0.7", 24), new DomainIpAddr(1, "fe80::1", 64)));
        DomainInterface odd = new DomainInterface("odd", null, List.of(new DomainIpAddr(9, "?", 0)));
        DomainInterfaceAddresses.Reply reply = new DomainInterfaceAddresses.Reply(List.of(eth0, odd));
        assertThat(fake.told(DomainInterfaceAddresses.class, reply, () -> agent.interfaceAddresses(Source.LEASE)))
                .containsExactly(
                        new InterfaceAddresses(
                                "eth0",
                                Optional.of("52:54:00:00:00:01"),
                                List.of(
                                        address(Family.IPV4, 0, "10.0.0.7", 24),
                                        address(Family.IPV6, 1, "fe80::1", 64))),
                        new InterfaceAddresses("odd", Optional.empty(), List.of(address(Family.UNKNOWN, 9, "?", 0))));
        agent.interfaceAddresses(Source.AGENT);
        agent.interfaceAddresses(Source.ARP);
        assertThat(fake.daemon.calls(DomainInterfaceAddresses.class))
                .containsExactly(
                        new DomainInterfaceAddresses(WEB, 0, 0),
                        new DomainInterfaceAddresses(WEB, 1, 0),
                        new DomainInterfaceAddresses(WEB, 2, 0));
    }

    private static InterfaceAddresses.Address address(Family family, int number, String text, int prefix) {
        return new InterfaceAddresses.Address(new Coded<>(family, number), text, prefix);
    }

    @Test
    void sshKeys() {
        List<String> keys = List.of("ssh-ed25519 AAAA a", "ssh-ed25519 BBBB b");
        assertThat(fake.told(
                        DomainAuthorizedSshKeysGet.class,
                        new DomainAuthorizedSshKeysGet.Reply(keys),
                        () -> agent.sshKeys("root")))
                .isEqualTo(keys);
        assertThat(fake.daemon.calls(DomainAuthorizedSshKeysGet.class))
                .containsExactly(new DomainAuthorizedSshKeysGet(WEB, "root", 0));
        assertThat(fake.sent(DomainAuthorizedSshKeysSet.class, Empty.EMPTY, () -> agent.addSshKeys("root", keys)))
                .isEqualTo(new DomainAuthorizedSshKeysSet(WEB, "root", keys, 1));
        assertThat(fake.sent(DomainAuthorizedSshKeysSet.class, Empty.EMPTY, () -> agent.removeSshKeys("root", keys)))
                .isEqualTo(new DomainAuthorizedSshKeysSet(WEB, "root", keys, 2));
        assertThat(fake.sent(DomainAuthorizedSshKeysSet.class, Empty.EMPTY, () -> agent.replaceSshKeys("root", keys)))
                .isEqualTo(new DomainAuthorizedSshKeysSet(WEB, "root", keys, 0));
    }

    @Test
    void rawCommands() {
        String ping = "{\"execute\":\"guest-ping\"}";
        DomainAgentCommand.Reply pong = new DomainAgentCommand.Reply("{\"return\":{}}");
        assertThat(fake.told(DomainAgentCommand.class, pong, () -> agent.command(ping)))
                .contains("{\"return\":{}}");
        agent.command(ping, AgentTimeout.BLOCK);
        agent.command(ping, AgentTimeout.of(Duration.ofSeconds(7)));
        assertThat(fake.told(
                        DomainAgentCommand.class,
                        new DomainAgentCommand.Reply(null),
                        () -> agent.command(ping, AgentTimeout.NO_WAIT)))
                .isEmpty();
        assertThat(fake.daemon.calls(DomainAgentCommand.class))
                .containsExactly(
                        new DomainAgentCommand(WEB, ping, -1, 0),
                        new DomainAgentCommand(WEB, ping, -2, 0),
                        new DomainAgentCommand(WEB, ping, 7, 0),
                        new DomainAgentCommand(WEB, ping, 0, 0));
    }

    @Test
    void responseTimeout() {
        assertThat(fake.sent(
                        DomainAgentSetResponseTimeout.class,
                        new DomainAgentSetResponseTimeout.Reply(0),
                        () -> agent.responseTimeout(AgentTimeout.of(Duration.ofMillis(1200)))))
                .isEqualTo(new DomainAgentSetResponseTimeout(WEB, 2, 0));
    }

    @Test
    void aTimeoutIsOneThatLibvirtKnows() {
        assertThat(AgentTimeout.of(Duration.ofNanos(1)).seconds()).isEqualTo(1);
        assertThat(AgentTimeout.of(Duration.ofSeconds(3)).seconds()).isEqualTo(3);
        assertThat(AgentTimeout.BLOCK).hasToString("block");
        assertThat(AgentTimeout.of(Duration.ofMinutes(1))).hasToString("60 s");
        assertThatThrownBy(() -> AgentTimeout.of(Duration.ZERO)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> AgentTimeout.of(Duration.ofDays(40_000))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new AgentTimeout(-3)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theDefinitionTellsOfTheChannel() {
        assertThat(channel("")).isEqualTo(AgentChannel.ABSENT);
        assertThat(channel(
                        "<channel type='unix'><target type='virtio' name='com.example' state='connected'/></channel>"))
                .isEqualTo(AgentChannel.ABSENT);
        String agents = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'%s/></channel>";
        assertThat(channel(agents.formatted(""))).isEqualTo(AgentChannel.UNKNOWN);
        assertThat(channel(agents.formatted(" state='connected'"))).isEqualTo(AgentChannel.CONNECTED);
        assertThat(channel(agents.formatted(" state='disconnected'"))).isEqualTo(AgentChannel.DISCONNECTED);
    }

    private AgentChannel channel(String device) {
        String xml = "<domain><devices>" + device + "</devices></domain>";
        return fake.told(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(xml), agent::channel);
    }

    @Test
    void addressesAreThoseOfTheFirstWhoKnowsAny() {
        fake.daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply("<domain><devices><channel type='unix'><target type='virtio'"
                        + " name='org.qemu.guest_agent.0' state='connected'/></channel></devices></domain>"));
        fake.daemon.on(DomainInterfaceAddresses.class, call -> switch (call.source()) {
            case 0 -> Answer.error(ErrorCode.NO_SUPPORT, ErrorDomain.QEMU, "no leases here");
            case 1 ->
                Answer.of(new DomainInterfaceAddresses.Reply(List.of(
                        new DomainInterface("lo", null, List.of(new DomainIpAddr(0, "127.0.0.1", 8))),
                        new DomainInterface(
                                "eth0", "52:54:00:00:00:01", List.of(new DomainIpAddr(0, "192.0.2.7", 24))))));
            default -> throw new AssertionError("asked for what is known");
        });
        KnownAddresses known = fake.web.addresses().orElseThrow();
        assertThat(known.source()).isEqualTo(Source.AGENT);
        assertThat(known.texts()).containsExactly("192.0.2.7");
        fake.daemon.reply(DomainInterfaceAddresses.class, new DomainInterfaceAddresses.Reply(List.of()));
        assertThat(fake.web.addresses()).isEmpty();
    }
}
