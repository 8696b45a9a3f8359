package dev.guestwire.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainCreateXml;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetBlockIoTune;
import dev.guestwire.protocol.remote.DomainInterfaceStats;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import dev.guestwire.protocol.remote.NetworkDefineXml;
import dev.guestwire.protocol.remote.NodeDeviceCreateXml;
import dev.guestwire.protocol.remote.SecretDefineXml;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StoragePoolCreateXml;
import dev.guestwire.protocol.remote.StorageVolCreateXml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an error says that it is about, also of things that are only in a document yet. */
class SubjectTest {
    private static final Domain WEB = new Domain("web", new UUID(1, 2), 7);
    private static final String GUEST = """
            <?xml version='1.0'?>
            <!-- <name>no</name> -->
            <domain type='kvm' note='a > b'>
              <metadata><name xmlns='urn:x'>no</name><![CDATA[<name>no</name>]]></metadata>
              <name>
                R&amp;D
              </name><name>no</name>
            """;

    private static Map<Call<?>, String> calls() {
        Map<Call<?>, String> calls = new LinkedHashMap<>();
        calls.put(new DomainDefineXmlFlags(GUEST, 0), "DomainDefineXmlFlags of guest R&D");
        calls.put(new DomainCreateXml("<domain><name>web</name></domain>", 0), "DomainCreateXml of guest web");
        calls.put(
                new DomainRestoreFlags("/s", "<domain><name>web</name></domain>", 0),
                "DomainRestoreFlags of guest web");
        calls.put(new DomainRestoreFlags("/s", null, 0), "DomainRestoreFlags");
        calls.put(new NetworkDefineXml("<network><name>lan</name></network>"), "NetworkDefineXml of network lan");
        calls.put(
                new StoragePoolCreateXml("<pool><name>images</name></pool>", 0), "StoragePoolCreateXml of pool images");
        calls.put(
                new NodeDeviceCreateXml("<device><name>mdev_1</name></device>", 0),
                "NodeDeviceCreateXml of node device mdev_1");
        calls.put(new NodeDeviceCreateXml("<device><parent>p</parent></device>", 0), "NodeDeviceCreateXml");
        calls.put(new SecretDefineXml("<secret><usage/></secret>", 0), "SecretDefineXml");
        calls.put(
                new StorageVolCreateXml(
                        new StoragePool("images", new UUID(1, 3)), "<volume><name>v</name></volume>", 0),
                "StorageVolCreateXml of volume v of pool images");
        calls.putAll(callsAboutDevices());
        return calls;
    }

    private static Map<Call<?>, String> callsAboutDevices() {
        Map<Call<?>, String> calls = new LinkedHashMap<>();
        calls.put(
                new DomainAttachDeviceFlags(WEB, "<disk><source file='/a'/><target dev='vdb'/></disk>", 1),
                "DomainAttachDeviceFlags of disk vdb of guest web");
        calls.put(
                new DomainUpdateDeviceFlags(WEB, "<interface><mac address=\"52:54:00:00:00:01\"/></interface>", 1),
                "DomainUpdateDeviceFlags of interface 52:54:00:00:00:01 of guest web");
        calls.put(
                new DomainDetachDeviceFlags(WEB, "<channel><alias name='ua-x'/></channel>", 1),
                "DomainDetachDeviceFlags of channel ua-x of guest web");
        calls.put(new DomainDetachDeviceFlags(WEB, "<hostdev/>", 1), "DomainDetachDeviceFlags of hostdev of guest web");
        calls.put(new DomainDetachDeviceFlags(WEB, "no document", 1), "DomainDetachDeviceFlags of guest web");
        calls.put(new DomainDetachDeviceAlias(WEB, "ua-x", 1), "DomainDetachDeviceAlias of device ua-x of guest web");
        calls.put(new DomainBlockResize(WEB, "vda", 1, 0), "DomainBlockResize of disk vda of guest web");
        calls.put(new DomainGetBlockIoTune(WEB, null, 0, 0), "DomainGetBlockIoTune of guest web");
        calls.put(new DomainInterfaceStats(WEB, "vnet0"), "DomainInterfaceStats of interface vnet0 of guest web");
        calls.put(
                new DomainSnapshotCreateXml(WEB, "<domainsnapshot><name>s</name></domainsnapshot>", 0),
                "DomainSnapshotCreateXml of snapshot s of guest web");
        calls.put(
                new DomainCheckpointCreateXml(WEB, "<domaincheckpoint/>", 0), "DomainCheckpointCreateXml of guest web");
        calls.put(new ConnectGetHostname(), "ConnectGetHostname");
        return calls;
    }

    @TestFactory
    Stream<DynamicTest> errorsNameIt() {
        RemoteError error = RemoteError.of(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no");
        return calls().entrySet().stream()
                .map(one -> dynamicTest(one.getValue(), () -> {
                    assertThat(CallFailedException.of(one.getKey(), error))
                            .hasMessage(one.getValue() + " failed: no (OPERATION_FAILED, QEMU)");
                    assertThat(new CallInterruptedException(one.getKey(), false))
                            .hasMessage(one.getValue() + " was interrupted; it was not sent");
                }));
    }

    @Test
    void programsGetTheGuestThatWasToBeDefined() {
        CallFailedException refused = CallFailedException.of(
                new DomainDefineXmlFlags(GUEST, 0), RemoteError.of(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no"));
        assertThat(refused.guest()).contains("R&D");
        assertThat(refused.subject()).contains(new Subject(Subject.Kind.GUEST, "R&D", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<domain",
                "<domain a='",
                "<!--",
                "<![CDATA[",
                "<?",
                "</",
                "<>",
                "< >",
                "<domain><name",
                "<domain><name>x"
            })
    void whatIsNoDocumentIsReadWithoutAnError(String xml) {
        assertThat(CallFailedException.of(
                        new DomainDefineXmlFlags(xml, 0),
                        RemoteError.of(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no")))
                .hasMessage("DomainDefineXmlFlags failed: no (OPERATION_FAILED, QEMU)");
    }
}
