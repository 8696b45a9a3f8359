package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.UUID_OF_WEB;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.protocol.remote.DomainGetAutostart;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainIsUpdated;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainReboot;
import dev.guestwire.protocol.remote.DomainRename;
import dev.guestwire.protocol.remote.DomainReset;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainSetAutostart;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of a guest says to the daemon, and what it makes of the answer. */
class GuestCallsTest {
    private final FakeHost fake = new FakeHost();
    private final Guest web = fake.web;

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void identityNeedsNoCall() {
        int before = fake.daemon.calls().size();
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.uuid()).isEqualTo(UUID_OF_WEB);
        assertThat(web.host()).isSameAs(fake.host);
        assertThat(web.handle()).isEqualTo(WEB);
        assertThat(web).hasToString("web (" + UUID_OF_WEB + ")");
        assertThat(fake.daemon.calls()).hasSize(before);
    }

    @Test
    void guestsAreEqualByUuidAndHost() {
        assertThat(fake.host.guest("web")).isEqualTo(web).hasSameHashCodeAs(web);
        try (FakeHost other = new FakeHost()) {
            assertThat(other.web).isNotEqualTo(web);
        }
        Domain another = new Domain("web", new UUID(1, 2), -1);
        assertThat(new Guest(fake.host, another)).isNotEqualTo(web);
    }

    @Test
    void idIsThereWhileActive() {
        assertThat(fake.told(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB), web::id))
                .isEqualTo(OptionalInt.of(7));
        assertThat(fake.told(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(WEB), web::id))
                .isEqualTo(OptionalInt.empty());
        assertThat(fake.daemon.calls(DomainLookupByUuid.class)).containsOnly(new DomainLookupByUuid(UUID_OF_WEB));
    }

    @Test
    void state() {
        assertThat(fake.told(DomainGetState.class, new DomainGetState.Reply(3, 5), web::state))
                .isEqualTo(GuestState.of(3, 5));
        assertThat(fake.daemon.calls(DomainGetState.class)).containsExactly(new DomainGetState(WEB, 0));
    }

    @Test
    void info() {
        DomainGetInfo.Reply reply = new DomainGetInfo.Reply(1, 4096, 2048, 3, 1_500_000_000);
        assertThat(fake.told(DomainGetInfo.class, reply, web::info))
                .isEqualTo(new GuestResources(4096, 2048, 3, Duration.ofMillis(1500)));
        assertThat(fake.daemon.calls(DomainGetInfo.class)).containsExactly(new DomainGetInfo(WEB));
    }

    @Test
    void yesAndNo() {
        assertThat(fake.told(DomainIsActive.class, new DomainIsActive.Reply(1), web::isActive))
                .isTrue();
        assertThat(fake.told(DomainIsActive.class, new DomainIsActive.Reply(0), web::isActive))
                .isFalse();
        assertThat(fake.told(DomainIsPersistent.class, new DomainIsPersistent.Reply(1), web::isPersistent))
                .isTrue();
        assertThat(fake.told(DomainIsPersistent.class, new DomainIsPersistent.Reply(0), web::isPersistent))
                .isFalse();
        assertThat(fake.told(DomainIsUpdated.class, new DomainIsUpdated.Reply(1), web::isUpdated))
                .isTrue();
        assertThat(fake.told(DomainIsUpdated.class, new DomainIsUpdated.Reply(0), web::isUpdated))
                .isFalse();
        assertThat(fake.daemon.calls(DomainIsActive.class)).containsOnly(new DomainIsActive(WEB));
        assertThat(fake.daemon.calls(DomainIsPersistent.class)).containsOnly(new DomainIsPersistent(WEB));
        assertThat(fake.daemon.calls(DomainIsUpdated.class)).containsOnly(new DomainIsUpdated(WEB));
    }

    @Test
    void xmlDescription() {
        DomainGetXmlDesc.Reply reply = new DomainGetXmlDesc.Reply("<domain/>");
        assertThat(fake.told(DomainGetXmlDesc.class, reply, () -> web.xmlDescription()))
                .isEqualTo("<domain/>");
        assertThat(fake.sent(
                        DomainGetXmlDesc.class,
                        reply,
                        () -> web.xmlDescription(
                                Flag.Xml.SECURE, Flag.Xml.INACTIVE, Flag.Xml.UPDATE_CPU, Flag.Xml.MIGRATABLE)))
                .isEqualTo(new DomainGetXmlDesc(WEB, 15));
        assertThat(fake.sent(DomainGetXmlDesc.class, reply, () -> web.xmlDescription(Flag.Xml.INACTIVE)))
                .isEqualTo(new DomainGetXmlDesc(WEB, 2));
        assertThat(fake.daemon.calls(DomainGetXmlDesc.class)).first().isEqualTo(new DomainGetXmlDesc(WEB, 0));
    }

    @Test
    void start() {
        DomainCreateWithFlags.Reply reply = new DomainCreateWithFlags.Reply(ACTIVE_WEB);
        assertThat(fake.sent(DomainCreateWithFlags.class, reply, () -> web.start()))
                .isEqualTo(new DomainCreateWithFlags(WEB, 0));
        assertThat(fake.sent(
                        DomainCreateWithFlags.class,
                        reply,
                        () -> web.start(Flag.Start.PAUSED, Flag.Start.FORCE_BOOT, Flag.Start.RESET_NVRAM)))
                .isEqualTo(new DomainCreateWithFlags(WEB, 1 | 8 | 32));
    }

    @Test
    void shutdownAndReboot() {
        assertThat(fake.sent(DomainShutdownFlags.class, Empty.EMPTY, () -> web.shutdown()))
                .isEqualTo(new DomainShutdownFlags(WEB, 0));
        assertThat(fake.sent(
                        DomainShutdownFlags.class,
                        Empty.EMPTY,
                        () -> web.shutdown(Flag.Shutdown.ACPI, Flag.Shutdown.AGENT)))
                .isEqualTo(new DomainShutdownFlags(WEB, 3));
        assertThat(fake.sent(DomainReboot.class, Empty.EMPTY, () -> web.reboot()))
                .isEqualTo(new DomainReboot(WEB, 0));
        assertThat(fake.sent(DomainReboot.class, Empty.EMPTY, () -> web.reboot(Flag.Shutdown.AGENT)))
                .isEqualTo(new DomainReboot(WEB, 2));
    }

    @Test
    void resetSuspendResume() {
        assertThat(fake.sent(DomainReset.class, Empty.EMPTY, web::reset)).isEqualTo(new DomainReset(WEB, 0));
        assertThat(fake.sent(DomainSuspend.class, Empty.EMPTY, web::suspend)).isEqualTo(new DomainSuspend(WEB));
        assertThat(fake.sent(DomainResume.class, Empty.EMPTY, web::resume)).isEqualTo(new DomainResume(WEB));
    }

    @Test
    void destroy() {
        assertThat(fake.sent(DomainDestroyFlags.class, Empty.EMPTY, () -> web.destroy()))
                .isEqualTo(new DomainDestroyFlags(WEB, 0));
        assertThat(fake.sent(DomainDestroyFlags.class, Empty.EMPTY, () -> web.destroy(Flag.Destroy.GRACEFUL)))
                .isEqualTo(new DomainDestroyFlags(WEB, 1));
    }

    @Test
    void undefine() {
        assertThat(fake.sent(DomainUndefineFlags.class, Empty.EMPTY, () -> web.undefine()))
                .isEqualTo(new DomainUndefineFlags(WEB, 0));
        assertThat(fake.sent(
                        DomainUndefineFlags.class,
                        Empty.EMPTY,
                        () -> web.undefine(Flag.Undefine.MANAGED_SAVE, Flag.Undefine.NVRAM)))
                .isEqualTo(new DomainUndefineFlags(WEB, 5));
    }

    @Test
    void autostart() {
        assertThat(fake.told(DomainGetAutostart.class, new DomainGetAutostart.Reply(1), () -> web.autostart()))
                .isTrue();
        assertThat(fake.told(DomainGetAutostart.class, new DomainGetAutostart.Reply(0), () -> web.autostart()))
                .isFalse();
        assertThat(fake.daemon.calls(DomainGetAutostart.class)).containsOnly(new DomainGetAutostart(WEB));
        assertThat(fake.sent(DomainSetAutostart.class, Empty.EMPTY, () -> web.autostart(true)))
                .isEqualTo(new DomainSetAutostart(WEB, 1));
        assertThat(fake.sent(DomainSetAutostart.class, Empty.EMPTY, () -> web.autostart(false)))
                .isEqualTo(new DomainSetAutostart(WEB, 0));
    }

    @Test
    void rename() {
        Guest renamed = fake.told(DomainRename.class, new DomainRename.Reply(0), () -> web.rename("www"));
        assertThat(fake.daemon.calls(DomainRename.class)).containsExactly(new DomainRename(WEB, "www", 0));
        assertThat(renamed).isEqualTo(web);
        assertThat(renamed.name()).isEqualTo("www");
    }
}
