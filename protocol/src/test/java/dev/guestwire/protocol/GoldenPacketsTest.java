package dev.guestwire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainFsinfo;
import dev.guestwire.protocol.remote.DomainGetFsinfo;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetSecurityLabel;
import dev.guestwire.protocol.remote.DomainGetVcpus;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainInterface;
import dev.guestwire.protocol.remote.DomainInterfaceAddresses;
import dev.guestwire.protocol.remote.DomainIpAddr;
import dev.guestwire.protocol.remote.DomainSendKey;
import dev.guestwire.protocol.remote.DomainSetMetadata;
import dev.guestwire.protocol.remote.DomainSetSchedulerParameters;
import dev.guestwire.protocol.remote.DomainSetUserPassword;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.protocol.remote.NodeCpuStat;
import dev.guestwire.protocol.remote.NodeGetCellsFreeMemory;
import dev.guestwire.protocol.remote.NodeGetCpuStats;
import dev.guestwire.protocol.remote.NodeGetInfo;
import dev.guestwire.protocol.remote.NodeGetSecurityModel;
import dev.guestwire.protocol.remote.RemoteProgram;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.SecretGetValue;
import dev.guestwire.protocol.remote.SecretSetValue;
import dev.guestwire.protocol.remote.StoragePoolGetInfo;
import dev.guestwire.protocol.remote.VcpuInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Packets between virsh and libvirtd 9.0.0, most on its test driver, captured with {@link PacketTap}: each is read as the
 * record beside its name, and that record is written as the very same bytes.
 */
class GoldenPacketsTest {
    private static final Domain TEST = new Domain("test", UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"), 1);

    @Test
    void opening() {
        call("auth_list", 0, new AuthList());
        reply("auth_list", 0, AuthList.Reply::read, new AuthList.Reply(List.of(0)));
        call("connect_open", 2, new ConnectOpen("qemu:///session", 0));
        call("connect_supports_feature", 4, new ConnectSupportsFeature(15));
        reply("connect_supports_feature", 4, ConnectSupportsFeature.Reply::read, new ConnectSupportsFeature.Reply(1));
        call("connect_list_all_domains", 6, new ConnectListAllDomains(1, 3));
        reply(
                "connect_list_all_domains",
                6,
                ConnectListAllDomains.Reply::read,
                new ConnectListAllDomains.Reply(List.of(TEST), 1));
    }

    @Test
    void charactersOfFourBytes() {
        call("domain_get_info", 34, new DomainGetInfo(TEST));
        reply(
                "domain_get_info",
                34,
                DomainGetInfo.Reply::read,
                new DomainGetInfo.Reply(1, 8_388_608, 2_097_152, 2, 0x18eab7b457147618L));
        reply(
                "node_get_info",
                17,
                NodeGetInfo.Reply::read,
                new NodeGetInfo.Reply("i686", 3_145_728, 16, 1400, 2, 2, 2, 2));
        reply(
                "node_get_security_model",
                14,
                NodeGetSecurityModel.Reply::read,
                new NodeGetSecurityModel.Reply("testSecurity", ""));
        reply(
                "domain_get_security_label",
                15,
                DomainGetSecurityLabel.Reply::read,
                new DomainGetSecurityLabel.Reply("libvirt-test", 1));
        reply(
                "storage_pool_get_info",
                44,
                StoragePoolGetInfo.Reply::read,
                new StoragePoolGetInfo.Reply(2, 107_374_182_400L, 0, 107_374_182_400L));
    }

    @Test
    void documentsAndTexts() {
        reply("domain_get_xml_desc", 19, DomainGetXmlDesc.Reply::read, new DomainGetXmlDesc.Reply(document()));
        call("domain_set_metadata", 52, new DomainSetMetadata(TEST, 2, "<a b=\"ä\"/>", "x", "http://example.org/x", 0));
        call("domain_set_user_password", 56, new DomainSetUserPassword(TEST, "root", "ünsicher", 0));
    }

    @Test
    void typedParameters() {
        call(
                "domain_set_scheduler_parameters",
                27,
                new DomainSetSchedulerParameters(TEST, List.of(TypedParam.ofUint("weight", 4711))));
        List<TypedParam> params = List.of(TypedParam.ofInt("state.state", 1), TypedParam.ofInt("state.reason", 0));
        reply(
                "connect_get_all_domain_stats",
                21,
                ConnectGetAllDomainStats.Reply::read,
                new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(TEST, params))));
    }

    @Test
    void listsAndByteStrings() {
        VcpuInfo vcpu = new VcpuInfo(0, 1, 179_544_938_664_432L, 15);
        reply(
                "domain_get_vcpus",
                35,
                DomainGetVcpus.Reply::read,
                new DomainGetVcpus.Reply(
                        List.of(vcpu, new VcpuInfo(1, 1, vcpu.cpuTime(), 15)), Bytes.of((byte) -1, (byte) -1)));
        reply(
                "node_get_cells_free_memory",
                48,
                NodeGetCellsFreeMemory.Reply::read,
                new NodeGetCellsFreeMemory.Reply(List.of(4_194_304L)));
        reply(
                "domain_get_fsinfo",
                73,
                DomainGetFsinfo.Reply::read,
                new DomainGetFsinfo.Reply(
                        List.of(
                                new DomainFsinfo("/", "vda1", "ext4", List.of("vda")),
                                new DomainFsinfo("/boot", "vda2", "ext4", List.of("vda"))),
                        2));
        DomainIpAddr address = new DomainIpAddr(0, "192.168.122.3", 24);
        reply(
                "domain_interface_addresses",
                50,
                DomainInterfaceAddresses.Reply::read,
                new DomainInterfaceAddresses.Reply(
                        List.of(new DomainInterface("testnet0", "aa:bb:cc:dd:ee:ff", List.of(address)))));
        call("domain_send_key", 66, new DomainSendKey(TEST, 0, 0, List.of(30), 0));
    }

    @Test
    void statisticsOfTheNode() {
        reply(
                "node_get_cpu_stats",
                60,
                NodeGetCpuStats.Reply::read,
                new NodeGetCpuStats.Reply(
                        List.of(
                                new NodeCpuStat("user", 9_797_400_000L),
                                new NodeCpuStat("kernel", 34_678_723_400_000L),
                                new NodeCpuStat("idle", 87_264_900_000L),
                                new NodeCpuStat("iowait", 763_600_000L)),
                        0));
    }

    @Test
    void secrets() {
        Secret secret = new Secret(UUID.fromString("0a81f5b2-8403-7b23-c8d6-21ccc2f80d6f"), 1, "/tmp/x");
        Bytes value = Bytes.of("hunter2".getBytes(UTF_8));
        call("secret_set_value", 8, new SecretSetValue(secret, value, 0));
        reply("secret_get_value", 10, SecretGetValue.Reply::read, new SecretGetValue.Reply(value));
    }

    @Test
    void errors() {
        String detail = "no domain with matching name 'nobody'";
        RemoteError noDomain = new RemoteError(
                ErrorCode.NO_DOMAIN,
                ErrorDomain.QEMU,
                "Domain not found: " + detail,
                ErrorLevel.ERROR,
                null,
                "Domain not found: %s",
                detail,
                null,
                -1,
                -1,
                null);
        error("domain_lookup_by_name", 12, noDomain);
        String says = "this function is not supported by the connection driver: ";
        String name = "virNetworkGetDHCPLeases";
        RemoteError unsupported = new RemoteError(
                ErrorCode.NO_SUPPORT,
                ErrorDomain.NETWORK,
                says + name,
                ErrorLevel.ERROR,
                null,
                says + "%s",
                name,
                null,
                -1,
                -1,
                null);
        error("network_get_dhcp_leases", 41, unsupported);
    }

    @Test
    void events() {
        call("connect_domain_event_callback_register_any", 7, new ConnectDomainEventCallbackRegisterAny(0, TEST));
        DomainEventCallbackLifecycle suspended = new DomainEventCallbackLifecycle(0, TEST, 3, 0);
        assertSame(
                "domain_event_callback_lifecycle.message",
                PacketHeader.event(suspended),
                in -> Objects.requireNonNull(RemoteProgram.readEvent(318, in)),
                suspended);
    }

    @Test
    void keepalive() {
        PacketHeader ping = new PacketHeader(0x6b656570, 1, 1, PacketType.MESSAGE, 0, PacketStatus.OK);
        PacketHeader pong = new PacketHeader(0x6b656570, 1, 2, PacketType.MESSAGE, 0, PacketStatus.OK);
        assertSame("ping.message", ping, in -> Empty.EMPTY, Empty.EMPTY);
        assertSame("pong.message", pong, in -> Empty.EMPTY, Empty.EMPTY);
    }

    private static void call(String name, int serial, Call<?> expected) {
        assertSame(
                name + ".call",
                PacketHeader.call(expected, serial),
                in -> Objects.requireNonNull(RemoteProgram.readCall(expected.number(), in)),
                expected);
    }

    private static void reply(String name, int serial, Function<XdrReader, XdrValue> reader, XdrValue expected) {
        assertSame(name + ".reply", answer(name, serial, PacketStatus.OK), reader, expected);
    }

    private static void error(String name, int serial, RemoteError expected) {
        assertSame(name + ".error", answer(name, serial, PacketStatus.ERROR), RemoteError::read, expected);
    }

    private static PacketHeader answer(String name, int serial, PacketStatus status) {
        int number = RemoteProgram.procedures().stream()
                .filter(procedure -> procedure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .number();
        return new PacketHeader(Program.REMOTE.id(), 1, number, PacketType.REPLY, serial, status);
    }

    private static void assertSame(
            String name, PacketHeader header, Function<XdrReader, XdrValue> reader, XdrValue expected) {
        byte[] wire = HexFile.golden(name);
        XdrReader in = new XdrReader(wire);
        assertThat(PacketHeader.checkLength(in.int32())).isEqualTo(wire.length);
        Packet packet = Packet.read(in);
        XdrReader payload = packet.reader();

        assertThat(packet.header()).isEqualTo(header);
        assertThat(reader.apply(payload)).isEqualTo(expected);
        assertThat(payload.remaining()).isZero();
        assertThat(Packet.encode(header, expected).toByteArray()).isEqualTo(wire);
    }

    private static String document() {
        try (InputStream in = GoldenPacketsTest.class.getResourceAsStream("/golden/domain_get_xml_desc.reply.xml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
