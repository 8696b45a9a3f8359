package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.ConnectGetDomainCapabilities;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CapabilitiesShownTest {
    /** A document of 78 000 characters is read in lines. */
    @Test
    @Timeout(60)
    void thoseOfGuestsAreAsLibvirtFormatsThem() {
        String xml = "<domainCapabilities>\n  <path>/qemu</path>\n  <domain>kvm</domain>\n</domainCapabilities>\n";
        try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
            daemon.reply(ConnectGetDomainCapabilities.class, new ConnectGetDomainCapabilities.Reply(xml));
            assertThat(Run.of("host", "capabilities", "--guests", "-c", daemon.uri())
                            .ok()
                            .out())
                    .isEqualTo(xml);
        }
    }
}
