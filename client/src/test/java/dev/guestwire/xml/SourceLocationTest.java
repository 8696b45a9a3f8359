package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source of every kind, and the one line that names it; nothing behind the last bar: there is no source. */
class SourceLocationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', emptyValue = "", textBlock = """
            file      | <source file='/srv/a.qcow2' index='1'/>  | /srv/a.qcow2
            block     | <source dev='/dev/vg/a'/>                | /dev/vg/a
            dir       | <source dir='/srv/floppy'/>              | /srv/floppy
            volume    | <source pool='images' volume='a.qcow2'/> | images/a.qcow2
            nvme      | <source type='pci' managed='yes' namespace='1'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></source> | nvme://0000:01:00.0/1
            vhostuser | <source type='unix' path='/run/v.sock'/> | /run/v.sock
            vhostvdpa | <source dev='/dev/vhost-vdpa-0'/>        | /dev/vhost-vdpa-0
            network   | <source protocol='rbd' name='pool/img'/> | rbd:pool/img
            network   | <source protocol='rbd' name='pool/img'><host name='mon1' port='6789'/><host name='2001:db8::1' port='6789'/><snapshot name='s1'/></source> | rbd://mon1:6789,[2001:db8::1]:6789/pool/img@s1
            network   | <source protocol='nbd'><host name='n' port='10809'/></source> | nbd://n:10809
            network   | <source protocol='nbd' name='export'><host transport='unix' socket='/run/nbd'/></source> | nbd+unix:///export?socket=/run/nbd
            network   | <source protocol='nbd'><host transport='unix' socket='/run/nbd'/></source> | nbd+unix:///?socket=/run/nbd
            network   | <source protocol='https' name='/iso/live.iso' query='token=s3cret'><host name='mirror.example' port='443'/></source> | https://mirror.example:443/iso/live.iso
            network   | <source protocol='http' name='iso/live.iso'><host name='mirror.example'/></source> | http://mirror.example/iso/live.iso
            network   | <source protocol='ftps' name='/a.iso'><host name='f' port='990'/></source> | ftps://f:990/a.iso
            network   | <source protocol='tftp' name='/a.iso'><host name='f'/></source> | tftp://f/a.iso
            network   | <source protocol='iscsi' name='iqn.2013-07.com.example:pool/1'><host name='i' port='3260'/></source> | iscsi://i:3260/iqn.2013-07.com.example:pool/1
            network   | <source protocol='gluster' name='vol/a.img'><host name='g' port='24007' transport='rdma'/></source> | gluster+rdma://g:24007/vol/a.img
            network   | <source protocol='gluster' name='vol/a.img'><host name='g' transport='tcp'/></source> | gluster://g/vol/a.img
            network   | <source protocol='sheepdog' name='image'><host name='s' port='7000'/></source> | sheepdog://s:7000/image
            network   | <source protocol='ssh' name='/srv/a.img'><host name='h' port='22'/><identity username='u'/></source> | ssh://h:22/srv/a.img
            network   | <source protocol='nfs' name='/export/a'><host name='n'/></source> | nfs://n/export/a
            network   | <source protocol='vxhs' name='eb90327c'><host name='v' port='9999'/></source> | vxhs://v:9999/eb90327c
            file      | <source file=''/>                        |
            file      | <source startupPolicy='optional'/>       |
            file      |                                          |
            """)
    void ofADisk(String type, @Nullable String source, @Nullable String shown) {
        Disk disk = new Disk(Element.parse("<disk type='" + type + "' device='cdrom'>" + text(source) + "</disk>"));
        assertThat(disk.source().location()).isEqualTo(Optional.ofNullable(shown));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', emptyValue = "", textBlock = """
            network   | <source network='default' portid='p' bridge='virbr0'/> | default
            bridge    | <source bridge='br0'/>              | br0
            direct    | <source dev='eth0' mode='bridge'/>  | eth0
            internal  | <source name='lab'/>                | lab
            vdpa      | <source dev='/dev/vhost-vdpa-0'/>   | /dev/vhost-vdpa-0
            vhostuser | <source type='unix' path='/run/v.sock' mode='server'/> | /run/v.sock
            hostdev   | <source><address type='pci' domain='0x0000' bus='0x06' slot='0x10' function='0x2'/></source> | 0000:06:10.2
            hostdev   | <source><address domain='0' bus='6' slot='0x10' function='2'/></source> | 0000:06:10.2
            hostdev   | <source><address type='usb' bus='1' device='4'/></source> | usb 001.004
            mcast     | <source address='230.0.0.1' port='5558'/>  | 230.0.0.1:5558
            server    | <source port='5558'/>                      | :5558
            client    | <source address='10.0.0.9' port='5558'/>   | 10.0.0.9:5558
            udp       | <source address='10.0.0.9' port='11115'><local address='10.0.0.10' port='11116'/></source> | 10.0.0.9:11115
            client    | <source address='2001:db8::1' port='5558'/> | [2001:db8::1]:5558
            vds       | <source switchid='77a0' portgroupid='dvportgroup-1357' portid='0' connectionid='1'/> | 77a0/dvportgroup-1357
            user      | <source dev='eth0'/>                    | eth0
            user      |                                         |
            ethernet  |                                         |
            null      |                                         |
            """)
    void ofACard(String type, @Nullable String source, @Nullable String shown) {
        NetworkInterface card =
                new NetworkInterface(Element.parse("<interface type='" + type + "'>" + text(source) + "</interface>"));
        assertThat(card.source().location()).isEqualTo(Optional.ofNullable(shown));
    }

    private static String text(@Nullable String source) {
        return source == null ? "" : source;
    }
}
