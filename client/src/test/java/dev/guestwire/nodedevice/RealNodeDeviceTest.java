package dev.guestwire.nodedevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of a real daemon: its test driver has SCSI hosts if it is told so, the session those of the machine. */
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
            assertThatThrownBy(() -> devices.findScsiHost("2000000012345678", "1000000012345678"))
                    .as("the test driver cannot look for them; that is not the same as none")
                    .isInstanceOf(UnsupportedException.class);
            assertThat(devices.findDevice("none")).isEmpty();
            assertThat(virtual.parent()).contains("scsi_host1");
            assertThat(port.capabilities()).containsExactly("scsi_host");
            assertThat(port.definition().capability("scsi_host")).isPresent();
        }
    }

    @Test
    void theSessionKnowsTheDevicesOfTheMachine() {
        try (Host host = Host.connect(lab.qemuUri())) {
            NodeDevice computer = host.nodeDevices().device("computer");
            assertThat(host.nodeDevices().list(NodeDevice.Filter.SYSTEM)).containsExactly(computer);
            assertThat(computer.isActive()).isTrue();
            assertThat(computer.isPersistent()).isTrue();
            assertThat(computer.parent()).isEmpty();
            assertThatThrownBy(computer::destroy).isInstanceOf(CallFailedException.class);
        }
    }
}
