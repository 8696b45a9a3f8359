package dev.guestwire.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device of a running guest and the same one in the stored definition, as libvirt 9.0.0 wrote both of them. */
class PairingTest {
    private static final String MOUSE = "<input type='mouse' bus='usb'><alias name='ua-a'/></input>"
            + "<input type='mouse' bus='usb'><alias name='ua-b'/></input>";

    private static Domain domain(String devices) {
        return Domain.parse("<domain><devices>" + devices + "</devices></domain>");
    }

    private static Pairing pairing(String running, String stored) {
        return new Pairing(Optional.of(domain(running)), Optional.of(domain(stored)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            generator fed by TCP | <rng model='virtio'><backend model='egd' type='tcp'><source mode='bind' host='::1' service='1' tls='no'/><protocol type='raw'/></backend><alias name='rng0'/></rng> | <rng model='virtio'><backend model='egd' type='tcp'><source mode='bind' host='::1' service='1'/><protocol type='raw'/></backend></rng>
            redirected USB device | <redirdev bus='usb' type='tcp'><source mode='bind' host='::1' service='1' tls='no'/><protocol type='raw'/><alias name='redir0'/></redirdev> | <redirdev bus='usb' type='tcp'><source mode='bind' host='::1' service='1'/><protocol type='raw'/></redirdev>
            channel over TCP | <channel type='tcp'><source mode='bind' host='::1' service='1' tls='no'/><target type='virtio' name='a'/><alias name='channel1'/></channel> | <channel type='tcp'><source mode='bind' host='::1' service='1'/><target type='virtio' name='a'/></channel>
            CD-ROM drive | <disk type='file' device='cdrom'><source file='/cd' index='2'/><backingStore/><target dev='sdc' bus='scsi'/><alias name='scsi0-0-0-2'/></disk> | <disk type='file' device='cdrom'><source file='/cd'/><target dev='sdc' bus='scsi'/></disk>
            memory module | <memory model='dimm'><target><size unit='KiB'>131072</size><node>0</node></target><alias name='dimm0'/><address type='dimm' slot='0' base='0x100000000'/></memory> | <memory model='dimm'><target><size unit='KiB'>131072</size><node>0</node></target><address type='dimm' slot='0'/></memory>
            channel without name | <channel type='unix'><source mode='bind' path='/x/vioser-00-00-00.sock'/><target type='virtio'/><alias name='channel1'/></channel> | <channel type='unix'><target type='virtio'/></channel>
            """)
    void aDeviceIsTheSameInBothDocuments(String name, String running, String stored) {
        List<Pairing.Twin> twins = pairing(running, stored).twins();
        assertThat(twins).hasSize(1);
        assertThat(twins.getFirst().running()).isPresent();
        assertThat(twins.getFirst().stored()).isPresent();
        for (String form : List.of(running, stored)) {
            Device described = domain(form).devices().getFirst();
            assertThat(which(described, pairing(running, stored))).contains(twins.getFirst());
        }
    }

    private static Optional<Pairing.Twin> which(Device described, Pairing pairing) {
        return new Which(Optional.of(described), "").in(pairing, twin -> true, "web");
    }

    @Test
    void ofTwoThatAreAlikeTheAliasInTheDescriptionDecides() {
        Pairing both = pairing(MOUSE, MOUSE);
        for (Device mouse : domain(MOUSE).devices()) {
            assertThat(which(mouse, both).flatMap(Pairing.Twin::stored)).contains(mouse);
        }
    }
}
