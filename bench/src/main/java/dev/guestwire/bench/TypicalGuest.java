package dev.guestwire.bench;

/** The document of a guest as a cloud makes them: about 2 kB, a dozen devices. */
final class TypicalGuest {
    private TypicalGuest() {}

    static String xml(int number) {
        return """
                <domain type='test'>
                  <name>instance-%08x</name>
                  <metadata>
                    <nova:instance xmlns:nova='http://openstack.org/xmlns/libvirt/nova/1.1'>
                      <nova:name>server-%1$d</nova:name>
                      <nova:flavor name='m1.small'><nova:memory>2048</nova:memory><nova:vcpus>2</nova:vcpus></nova:flavor>
                    </nova:instance>
                  </metadata>
                  <memory unit='KiB'>2097152</memory>
                  <vcpu>2</vcpu>
                  <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
                  <features><acpi/><apic/></features>
                  <clock offset='utc'>
                    <timer name='pit' tickpolicy='delay'/><timer name='rtc' tickpolicy='catchup'/><timer name='hpet' present='no'/>
                  </clock>
                  <devices>
                    %s
                    <interface type='bridge'>
                      <mac address='52:54:00:%02x:%02x:01'/><source bridge='br-int'/><target dev='tap%1$x'/><model type='virtio'/>
                    </interface>
                    <serial type='pty'><target port='0'/></serial>
                    <console type='pty'><target type='serial' port='0'/></console>
                    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                    <input type='tablet' bus='usb'/>
                    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
                    <video><model type='virtio' heads='1' primary='yes'/></video>
                    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
                    <memballoon model='virtio'><stats period='10'/></memballoon>
                  </devices>
                </domain>
                """.formatted(number, disks(number), number >> 8 & 0xff, number & 0xff);
    }

    private static String disks(int number) {
        StringBuilder disks = new StringBuilder();
        for (char letter : new char[] {'a', 'b', 'c'}) {
            disks.append(
                            "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none' discard='unmap'/>")
                    .append("<source file='/var/lib/nova/instances/")
                    .append(number)
                    .append("/disk.")
                    .append(letter)
                    .append("'/><target dev='vd")
                    .append(letter)
                    .append("' bus='virtio'/><serial>vol-")
                    .append(number)
                    .append(letter)
                    .append("</serial></disk>");
        }
        return disks.toString();
    }
}
