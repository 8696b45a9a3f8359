package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.domain.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guest that runs, its next start, and what libvirt says of the one that it does not say of the other. */
class LastingDifferencesTest {
    private static final String STORED = """
            <domain type='kvm'>
              <name>web</name>
              <memory unit='KiB'>262144</memory>
              <vcpu current='1'>2</vcpu>
              <cpu mode='host-model' check='partial'><topology sockets='1' cores='2' threads='1'/></cpu>
              <devices>
                <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/a.qcow2'/>
                  <target dev='vda' bus='virtio'/></disk>
                <disk type='file' device='cdrom'><driver name='qemu' type='raw'/><target dev='sda' bus='sata'/></disk>
                <controller type='usb' index='0'/><controller type='pci' index='0' model='pcie-root'/>
                <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface>
                <interface type='user'><mac address='52:54:00:00:00:02'/></interface>
                <serial type='pty'><target port='0'/></serial>
                <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                <hostdev mode='subsystem' type='usb'><source><vendor id='1'/><product id='2'/></source></hostdev>
                <graphics type='vnc' port='-1' autoport='yes'><listen type='address'/></graphics>
                <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
              </devices>
            </domain>
            """;

    private static final String RUNNING = """
            <domain type='kvm' id='7'>
              <name>web</name>
              <memory unit='KiB'>262144</memory>
              <vcpu current='1'>2</vcpu>
              <resource><partition>/machine</partition></resource>
              <cpu mode='custom' match='exact' check='full'><model fallback='forbid'>Skylake</model><vendor>Intel</vendor>
                <topology sockets='1' cores='2' threads='1'/><feature policy='require' name='vmx'/></cpu>
              <devices>
                <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/a.qcow2' index='2'/>
                  <backingStore type='file'><format type='raw'/><source file='/b'/></backingStore>
                  <target dev='vda' bus='virtio'/><alias name='virtio-disk0'/>
                  <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></disk>
                <disk type='file' device='cdrom'><driver name='qemu'/><target dev='sda' bus='sata'/><alias name='sata0'/></disk>
                <controller type='usb' index='0'><alias name='usb'/></controller>
                <controller type='pci' index='0' model='pcie-root'><alias name='pcie.0'/></controller>
                <interface type='network'><mac address='52:54:00:00:00:01'/>
                  <source network='default' portid='1-2-3' bridge='virbr0'/><target dev='vnet0'/><alias name='net0'/></interface>
                <interface type='user'><mac address='52:54:00:00:00:02'/><alias name='net1'/></interface>
                <serial type='pty'><source path='/dev/pts/4'/><target port='0'/><alias name='serial0'/></serial>
                <channel type='unix'><source mode='bind' path='/run/x'/>
                  <target type='virtio' name='org.qemu.guest_agent.0' state='connected'/><alias name='channel0'/></channel>
                <hostdev mode='subsystem' type='usb'><source><vendor id='1'/><product id='2'/></source><alias name='h0'/></hostdev>
                <graphics type='vnc' port='5900' autoport='yes' listen='127.0.0.1'>
                  <listen type='address' address='127.0.0.1'/></graphics>
                <rng model='virtio'><backend model='random'>/dev/urandom</backend><alias name='rng0'/></rng>
              </devices>
              <seclabel type='dynamic' model='dac' relabel='yes'><label>+64055:+64055</label></seclabel>
            </domain>
            """;

    private static Domain running(String part, String now) {
        assertThat(RUNNING).contains(part);
        return Domain.parse(RUNNING.replace(part, now));
    }

    private static Domain stored(String part, String now) {
        assertThat(STORED).contains(part);
        return Domain.parse(STORED.replace(part, now));
    }

    @Test
    void aStartAloneMakesNoDifference() {
        assertThat(Domain.parse(RUNNING).differences(Domain.parse(STORED))).isEmpty();
        assertThat(Differences.between(Domain.parse(RUNNING), Domain.parse(STORED)))
                .hasSizeGreaterThan(20);
    }

    @Test
    void oneMoreDeviceIsOneDifference() {
        Domain stored = Domain.parse(STORED);
        for (String more : new String[] {
            "<disk type='file' device='disk'><source file='/c' index='3'/><target dev='vdb' bus='virtio'/></disk>",
            "<interface type='user'><mac address='52:54:00:00:00:00'/></interface>",
            "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>",
            "<hostdev mode='subsystem' type='usb'><source><vendor id='3'/><product id='4'/></source></hostdev>",
            "<rng model='virtio'><backend model='builtin'/></rng>",
        }) {
            Domain first = running("<devices>", "<devices>" + more);
            assertThat(first.differences(stored)).singleElement().asString().contains(": removed <");
            Domain last = running("</devices>", more + "</devices>");
            assertThat(last.differences(stored)).singleElement().asString().contains(": removed <");
            assertThat(Domain.parse(RUNNING).differences(stored("</devices>", more + "</devices>")))
                    .singleElement()
                    .asString()
                    .contains(": added <");
        }
    }

    @Test
    void whatSomeoneChangedIsSaid() {
        Domain now = Domain.parse(RUNNING);
        assertThat(now.differences(stored("262144", "524288")))
                .containsExactly("domain/memory: '262144' became '524288'");
        assertThat(now.differences(stored("cores='2'", "cores='4'")))
                .containsExactly("domain/cpu/topology/@cores: '2' became '4'");
        assertThat(now.differences(stored("/a.qcow2", "/z.qcow2")))
                .containsExactly("domain/devices/disk[vda]/source/@file: '/a.qcow2' became '/z.qcow2'");
        assertThat(now.differences(stored("port='-1' autoport='yes'", "port='5910' autoport='no'")))
                .contains("domain/devices/graphics/@autoport: 'yes' became 'no'");
        assertThat(Domain.parse(STORED)
                        .differences(stored("<topology", "<feature policy='disable' name='vmx'/><topology")))
                .as("a stored definition says what is wished")
                .containsExactly("domain/cpu/feature[vmx]: added <feature policy='disable' name='vmx'/>");
        assertThat(Domain.parse(STORED)
                        .differences(stored(
                                "<target dev='vda' bus='virtio'/>",
                                "<target dev='vda' bus='virtio'/>"
                                        + "<alias name='virtio-disk0'/><address type='pci' slot='7'/>")))
                .as("an alias of libvirt's kind does not last, an address that is asked for does")
                .containsExactly("domain/devices/disk[vda]/address[pci]: added <address type='pci' slot='7'/>");
    }

    /** What a definition says and a document leaves out, or says otherwise, changes when the document is defined. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check='partial'|check='full'|cpu/@check: 'partial' became 'full'",
                "<topology|<model fallback='forbid'>Skylake</model><topology|cpu/model: added",
                "<target dev='vda' bus='virtio'/>|<target dev='vda' bus='virtio'/><alias name='ua-root'/>|alias[ua-root]: added",
                "<vcpu|<resource><partition>/machine/x</partition></resource><vcpu|resource: added",
                "<vcpu|<on_crash>restart</on_crash><vcpu|on_crash: added",
                "<devices>|<devices><memballoon model='none'/>|memballoon: added",
                "bus='virtio'|bus='sata'|target/@bus",
                "type='qcow2'/>|type='qcow2' cache='none'/>|driver/@cache: added 'none'",
                "52:54:00:00:00:01|52:54:00:00:00:0A|interface",
                "network='default'|network='other'|source/@network",
                "<cpu mode='host-model'|<cpu mode='host-passthrough'|cpu/@mode",
                "current='1'|current='2'|vcpu/@current",
                "<controller type='usb' index='0'/>|<controller type='usb' index='0' model='none'/>|@model: added",
                "<rng model='virtio'|<rng model='virtio-transitional'|rng",
                "<name>web</name>|<name>web</name><title>x</title>|title: added"
            })
    void noChangeIsHidden(String part, String now, String told) {
        Domain kept = Domain.parse(STORED);
        assertThat(kept.differences(stored(part, now))).anyMatch(line -> line.contains(told), told);
        assertThat(stored(part, now).differences(kept)).as("taken away again").isNotEmpty();
    }

    /** Spellings that libvirt reads as the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<memory unit='KiB'>262144<|<memory unit='MiB'>256<",
                "<memory unit='KiB'>262144<|<memory unit='bytes'> 0268435456 <",
                "52:54:00:00:00:01|52:54:00:00:00:1",
                "cores='2'|cores='02'",
                "<vcpu current='1'>2<|<vcpu current='01'> 2 <",
                "autoport='yes'|autoport='on'",
                "<vendor id='1'/>|<vendor id='0x0001'/>",
                "<target port='0'/>|<target port='00'/>",
                "<serial type='pty'><target port='0'/></serial>|<console type='pty'/>",
                "<controller type='usb' index='0'/>|<controller type='usb'/>",
                "port='-1' autoport='yes'|autoport='yes'"
            })
    void otherSpellingsAreNoDifference(String part, String now) {
        assertThat(Domain.parse(STORED).differences(stored(part, now))).isEmpty();
    }

    /** What libvirt 12.8.0 fills in at a start. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<driver name='qemu'/><target dev='sda'|<driver name='qemu'/><source index='1'/><target dev='sda'",
                "<vcpu current='1'>2</vcpu>|<vcpu current='1'>2</vcpu><vcpus><vcpu id='0' enabled='yes' hotpluggable='no' order='1'/></vcpus>",
                "<serial type='pty'><source path='/dev/pts/4'/>|<serial type='pty'><source path='/dev/pts/4' tls='no'/>"
            })
    void whatAStartFillsInIsNoDifference(String part, String now) {
        assertThat(running(part, now).differences(Domain.parse(STORED))).isEmpty();
    }

    @Test
    void modulesAndSharedDisksOfAGuestThatRunsAreNoDifference() {
        String module = "<memory model='virtio-mem'><target><size unit='KiB'>65536</size><node>0</node>"
                + "<requested unit='KiB'>65536</requested></target></memory>"
                + "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='/s'/>"
                + "<target dev='vdc' bus='virtio'/><shareable/></disk>";
        String plugged = module.replace(
                        "</requested>",
                        "</requested><current unit='KiB'>32768</current>" + "<address base='0x100000000'/>")
                .replace("type='raw'/>", "type='raw' cache='none'/>");
        Domain running = running("</devices>", plugged + "</devices>");
        Domain now = new Domain(running.xml().plus(Element.parse("<currentMemory unit='KiB'>196608</currentMemory>")));
        assertThat(now.differences(stored("</devices>", module + "</devices>"))).isEmpty();
    }
}
