package dev.guestwire.nodedevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectListAllNodeDevices;
import dev.guestwire.protocol.remote.NodeDeviceCreate;
import dev.guestwire.protocol.remote.NodeDeviceCreateXml;
import dev.guestwire.protocol.remote.NodeDeviceDefineXml;
import dev.guestwire.protocol.remote.NodeDeviceDestroy;
import dev.guestwire.protocol.remote.NodeDeviceDetachFlags;
import dev.guestwire.protocol.remote.NodeDeviceGetAutostart;
import dev.guestwire.protocol.remote.NodeDeviceGetParent;
import dev.guestwire.protocol.remote.NodeDeviceGetXmlDesc;
import dev.guestwire.protocol.remote.NodeDeviceIsActive;
import dev.guestwire.protocol.remote.NodeDeviceIsPersistent;
import dev.guestwire.protocol.remote.NodeDeviceListCaps;
import dev.guestwire.protocol.remote.NodeDeviceLookupByName;
import dev.guestwire.protocol.remote.NodeDeviceLookupScsiHostByWwn;
import dev.guestwire.protocol.remote.NodeDeviceReAttach;
import dev.guestwire.protocol.remote.NodeDeviceReset;
import dev.guestwire.protocol.remote.NodeDeviceSetAutostart;
import dev.guestwire.protocol.remote.NodeDeviceUndefine;
import dev.guestwire.protocol.remote.NodeDeviceUpdate;
import dev.guestwire.testkit.fake.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of devices says to the daemon, and what it makes of the answer. */
class NodeDeviceCallsTest {
    private static final String NAME = "mdev_1";
    private static final dev.guestwire.protocol.remote.NodeDevice MDEV =
            new dev.guestwire.protocol.remote.NodeDevice(NAME);
    private static final dev.guestwire.xml.host.NodeDevice DEFINITION =
            dev.guestwire.xml.host.NodeDevice.mediated("pci_0000_00_02_0", "i915-GVTg_V5_8", new UUID(1, 2));
    private static final String XML = DEFINITION.xml().toXml();

    private final FakeHost fake = new FakeHost();
    private final NodeDevices devices = fake.host.nodeDevices();
    private final NodeDevice mdev = new NodeDevice(fake.host, MDEV);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void devicesAreListedByCapability() {
        ConnectListAllNodeDevices.Reply reply = new ConnectListAllNodeDevices.Reply(List.of(MDEV), 1);
        assertThat(fake.told(ConnectListAllNodeDevices.class, reply, () -> devices.list()))
                .containsExactly(mdev);
        assertThat(fake.sent(
                        ConnectListAllNodeDevices.class,
                        reply,
                        () -> devices.list(NodeDevice.Filter.MDEV, NodeDevice.Filter.INACTIVE)))
                .isEqualTo(new ConnectListAllNodeDevices(1, 16384 | 1 << 30));
        assertThat(fake.sent(ConnectListAllNodeDevices.class, reply, () -> devices.list(NodeDevice.Filter.ACTIVE)))
                .isEqualTo(new ConnectListAllNodeDevices(1, 1 << 31));
        assertThat(fake.daemon.calls(ConnectListAllNodeDevices.class))
                .first()
                .isEqualTo(new ConnectListAllNodeDevices(1, 0));
    }

    @Test
    void aDaemonWithoutDevicesSaysSo() {
        fake.daemon.on(
                ConnectListAllNodeDevices.class, call -> Answer.error(ErrorCode.NO_SUPPORT, ErrorDomain.NODEDEV, "no"));
        assertThatThrownBy(() -> devices.list()).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void devicesAreLookedUp() {
        assertThat(fake.told(
                        NodeDeviceLookupByName.class,
                        new NodeDeviceLookupByName.Reply(MDEV),
                        () -> List.of(
                                devices.device(NAME), devices.findDevice(NAME).orElseThrow())))
                .containsOnly(mdev);
        assertThat(fake.daemon.calls(NodeDeviceLookupByName.class)).containsOnly(new NodeDeviceLookupByName(NAME));
        assertThat(fake.told(
                        NodeDeviceLookupScsiHostByWwn.class,
                        new NodeDeviceLookupScsiHostByWwn.Reply(MDEV),
                        () -> List.of(
                                devices.scsiHost("20", "10"),
                                devices.findScsiHost("20", "10").orElseThrow())))
                .containsOnly(mdev);
        assertThat(fake.daemon.calls(NodeDeviceLookupScsiHostByWwn.class))
                .containsOnly(new NodeDeviceLookupScsiHostByWwn("20", "10", 0));
        fake.daemon.on(
                NodeDeviceLookupByName.class,
                call -> Answer.error(ErrorCode.NO_NODE_DEVICE, ErrorDomain.NODEDEV, "none"));
        assertThat(devices.findDevice("x")).isEmpty();
    }

    @Test
    void createAndDefine() {
        NodeDeviceCreateXml.Reply created = new NodeDeviceCreateXml.Reply(MDEV);
        assertThat(fake.sent(NodeDeviceCreateXml.class, created, () -> devices.create(DEFINITION)))
                .isEqualTo(new NodeDeviceCreateXml(XML, 0));
        assertThat(fake.sent(
                        NodeDeviceCreateXml.class,
                        created,
                        () -> assertThat(devices.create("<device/>", NodeDevice.Create.VALIDATE))
                                .isEqualTo(mdev)))
                .isEqualTo(new NodeDeviceCreateXml("<device/>", 1));
        NodeDeviceDefineXml.Reply defined = new NodeDeviceDefineXml.Reply(MDEV);
        assertThat(fake.sent(NodeDeviceDefineXml.class, defined, () -> devices.define(DEFINITION)))
                .isEqualTo(new NodeDeviceDefineXml(XML, 0));
        assertThat(fake.sent(
                        NodeDeviceDefineXml.class,
                        defined,
                        () -> assertThat(devices.define("<device/>", NodeDevice.Define.VALIDATE))
                                .isEqualTo(mdev)))
                .isEqualTo(new NodeDeviceDefineXml("<device/>", 1));
    }

    @Test
    void aDeviceTellsWhatItIs() {
        assertThat(mdev.host()).isSameAs(fake.host);
        assertThat(mdev.name()).isEqualTo(NAME);
        assertThat(mdev).hasToString(NAME);
        assertThat(mdev)
                .isEqualTo(new NodeDevice(fake.host, MDEV))
                .isNotEqualTo(new NodeDevice(fake.host, new dev.guestwire.protocol.remote.NodeDevice("x")));
        assertThat(fake.told(NodeDeviceGetParent.class, new NodeDeviceGetParent.Reply("computer"), mdev::parent))
                .contains("computer");
        assertThat(fake.told(NodeDeviceGetParent.class, new NodeDeviceGetParent.Reply(null), mdev::parent))
                .isEmpty();
        assertThat(fake.daemon.calls(NodeDeviceGetParent.class)).containsOnly(new NodeDeviceGetParent(NAME));
        assertThat(fake.told(
                        NodeDeviceListCaps.class,
                        new NodeDeviceListCaps.Reply(List.of("pci", "vpd")),
                        mdev::capabilities))
                .containsExactly("pci", "vpd");
        assertThat(fake.daemon.calls(NodeDeviceListCaps.class)).containsOnly(new NodeDeviceListCaps(NAME, 65536));
        NodeDeviceGetXmlDesc.Reply reply = new NodeDeviceGetXmlDesc.Reply(XML);
        assertThat(fake.told(NodeDeviceGetXmlDesc.class, reply, () -> mdev.definition()))
                .isEqualTo(DEFINITION);
        assertThat(fake.sent(NodeDeviceGetXmlDesc.class, reply, () -> mdev.xmlDescription(NodeDevice.Xml.INACTIVE)))
                .isEqualTo(new NodeDeviceGetXmlDesc(NAME, 1));
        assertThat(fake.told(NodeDeviceIsActive.class, new NodeDeviceIsActive.Reply(1), mdev::isActive))
                .isTrue();
        assertThat(fake.told(NodeDeviceIsPersistent.class, new NodeDeviceIsPersistent.Reply(0), mdev::isPersistent))
                .isFalse();
        assertThat(fake.told(NodeDeviceGetAutostart.class, new NodeDeviceGetAutostart.Reply(1), () -> mdev.autostart()))
                .isTrue();
        assertThat(fake.daemon.calls(NodeDeviceIsActive.class)).containsExactly(new NodeDeviceIsActive(NAME));
        assertThat(fake.daemon.calls(NodeDeviceIsPersistent.class)).containsExactly(new NodeDeviceIsPersistent(NAME));
        assertThat(fake.daemon.calls(NodeDeviceGetAutostart.class)).containsExactly(new NodeDeviceGetAutostart(NAME));
    }

    @Test
    void aDeviceIsGivenToGuestsAndBack() {
        assertThat(fake.sent(NodeDeviceDetachFlags.class, Empty.EMPTY, () -> mdev.detach()))
                .isEqualTo(new NodeDeviceDetachFlags(NAME, null, 0));
        assertThat(fake.sent(NodeDeviceDetachFlags.class, Empty.EMPTY, () -> mdev.detach("vfio")))
                .isEqualTo(new NodeDeviceDetachFlags(NAME, "vfio", 0));
        assertThat(fake.sent(NodeDeviceReset.class, Empty.EMPTY, mdev::reset)).isEqualTo(new NodeDeviceReset(NAME));
        assertThat(fake.sent(NodeDeviceReAttach.class, Empty.EMPTY, mdev::reattach))
                .isEqualTo(new NodeDeviceReAttach(NAME));
    }

    @Test
    void aMediatedDeviceLivesFromItsStartToItsEnd() {
        assertThat(fake.sent(NodeDeviceSetAutostart.class, Empty.EMPTY, () -> mdev.autostart(true)))
                .isEqualTo(new NodeDeviceSetAutostart(NAME, 1));
        assertThat(fake.sent(NodeDeviceSetAutostart.class, Empty.EMPTY, () -> mdev.autostart(false)))
                .isEqualTo(new NodeDeviceSetAutostart(NAME, 0));
        assertThat(fake.sent(NodeDeviceCreate.class, Empty.EMPTY, mdev::start))
                .isEqualTo(new NodeDeviceCreate(NAME, 0));
        assertThat(fake.sent(NodeDeviceUpdate.class, Empty.EMPTY, () -> mdev.update(DEFINITION, Flag.Affect.CONFIG)))
                .isEqualTo(new NodeDeviceUpdate(NAME, XML, 2));
        assertThat(fake.sent(NodeDeviceDestroy.class, Empty.EMPTY, mdev::destroy))
                .isEqualTo(new NodeDeviceDestroy(NAME));
        assertThat(fake.sent(NodeDeviceUndefine.class, Empty.EMPTY, mdev::undefine))
                .isEqualTo(new NodeDeviceUndefine(NAME, 0));
    }

    @Test
    void flagsHaveLibvirtsNumbers() {
        assertThat(Flag.word(NodeDevice.Filter.values())).isEqualTo(0xF03F_FFFF);
        assertThat(NodeDevice.Filter.SYSTEM.bit()).isEqualTo(1);
        assertThat(NodeDevice.Filter.PCI_DEV.bit()).isEqualTo(2);
        assertThat(NodeDevice.Filter.NET.bit()).isEqualTo(16);
        assertThat(NodeDevice.Filter.MDEV_TYPES.bit()).isEqualTo(8192);
        assertThat(NodeDevice.Filter.MDEV.bit()).isEqualTo(16384);
        assertThat(NodeDevice.Filter.VDPA.bit()).isEqualTo(1 << 17);
        assertThat(NodeDevice.Filter.VPD.bit()).isEqualTo(1 << 21);
        assertThat(NodeDevice.Filter.PERSISTENT.bit()).isEqualTo(1 << 28);
        assertThat(NodeDevice.Filter.TRANSIENT.bit()).isEqualTo(1 << 29);
        assertThat(Flag.word(NodeDevice.Create.values())).isEqualTo(1);
        assertThat(Flag.word(NodeDevice.Define.values())).isEqualTo(1);
        assertThat(Flag.word(NodeDevice.Xml.values())).isEqualTo(1);
    }
}
