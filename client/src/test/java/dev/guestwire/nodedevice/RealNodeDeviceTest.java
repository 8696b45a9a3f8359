package dev.guestwire.nodedevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.EventListener;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of a real daemon's test driver, which has SCSI hosts if it is told so. */
class RealNodeDeviceTest {
    private static final String NODE = """
            <node>
              <device>
                <name>scsi_host1</name>
                <parent>computer</parent>
                <capability type='scsi_host'>
                  <host>1</host>
                  <capability type='fc_host'>
                    <wwnn>2000000012341234</wwnn>
                    <wwpn>1000000012341234</wwpn>
                    <fabric_wwn>2000000043214321</fabric_wwn>
                  </capability>
                  <capability type='vport_ops'>
                    <max_vports>127</max_vports>
                    <vports>1</vports>
                  </capability>
                </capability>
              </device>
              <device>
                <name>scsi_host11</name>
                <parent>scsi_host1</parent>
                <capability type='scsi_host'>
                  <host>11</host>
                  <capability type='fc_host'>
                    <wwnn>2000000012345678</wwnn>
                    <wwpn>1000000012345678</wwpn>
                    <fabric_wwn>2000000043214321</fabric_wwn>
                  </capability>
                </capability>
              </device>
            </node>
            """;
    private static final String VPORT = """
            <device>
              <parent>scsi_host1</parent>
              <capability type='scsi_host'>
                <capability type='fc_host'>
                  <wwnn>2111222233334444</wwnn>
                  <wwpn>1111222233334444</wwpn>
                </capability>
              </capability>
            </device>
            """;

    @LibvirtHost
    static Lab lab;

    private static Host connect(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path node = Files.writeString(folder.resolve("node.xml"), NODE);
        return Host.connect(lab.testUri().replace(":///default", "://" + node));
    }

    @Test
    void devicesAreListedFoundAndDescribed(@TempDir Path folder) throws IOException {
        try (Host host = connect(folder)) {
            NodeDevices devices = host.nodeDevices();
            NodeDevice port = devices.device("scsi_host1");
            NodeDevice virtual = devices.device("scsi_host11");
            assertThat(devices.list()).contains(port, virtual);
            assertThat(devices.list(NodeDevice.Filter.VPORTS)).containsExactly(port);
            assertThat(devices.list(NodeDevice.Filter.FC_HOST)).containsExactlyInAnyOrder(port, virtual);
            assertThat(devices.list(NodeDevice.Filter.MDEV)).isEmpty();
            assertThat(devices.findScsiHost("2000000012345678", "1000000012345678"))
                    .contains(virtual);
            assertThat(devices.findScsiHost("0", "1000000012345678")).isEmpty();
            assertThat(devices.findDevice("none")).isEmpty();
            assertThat(virtual.parent()).contains("scsi_host1");
            assertThat(port.capabilities()).containsExactlyInAnyOrder("scsi_host", "fc_host", "vports");
            assertThat(port.definition().capability("scsi_host")).isPresent();
        }
    }

    @Test
    void aDeviceComesAndGoes(@TempDir Path folder) throws Exception {
        EventListener events = new EventListener();
        try (Host host = connect(folder)) {
            host.onEvent(NodeDeviceEvent.class, events);
            NodeDevice made = host.nodeDevices().create(VPORT);
            assertThat(events.next()).isEqualTo(new NodeDeviceEvent.Created(made));
            assertThat(host.nodeDevices().scsiHost("2111222233334444", "1111222233334444"))
                    .isEqualTo(made);
            made.destroy();
            assertThat(events.next()).isEqualTo(new NodeDeviceEvent.Deleted(made));
            assertThatThrownBy(() -> made.xmlDescription()).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void theSessionKnowsDevicesOrSaysWhyNot() {
        try (Host host = Host.connect(lab.qemuUri())) {
            NodeDevice computer = host.nodeDevices().device("computer");
            assertThat(host.nodeDevices().list(NodeDevice.Filter.SYSTEM)).containsExactly(computer);
            assertThat(computer.isActive()).isTrue();
            assertThat(computer.isPersistent()).isFalse();
            assertThat(computer.parent()).isEmpty();
            assertThatThrownBy(computer::destroy).isInstanceOf(CallFailedException.class);
        }
    }
}
