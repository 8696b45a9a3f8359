package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainGetMaxMemory;
import dev.guestwire.testkit.Lab;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts and guests against a real daemon: its test driver, which every connection gets anew with one running guest. */
class TestDriverTest {
    private static final UUID WEB = UUID.fromString("3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01");
    private static final String WEB_XML = """
            <domain type='test'>
              <name>web</name>
              <uuid>%s</uuid>
              <memory unit='KiB'>262144</memory>
              <currentMemory unit='KiB'>131072</currentMemory>
              <vcpu>3</vcpu>
              <os><type>hvm</type></os>
            </domain>
            """.formatted(WEB);

    private static Lab lab;
    private Host host;
    private Guest test;

    @BeforeAll
    static void startDaemon() {
        lab = Lab.start();
    }

    @AfterAll
    static void stopDaemon() {
        lab.close();
    }

    @BeforeEach
    void connect() {
        host = Host.connect(lab.testUri());
        test = host.guest("test");
    }

    @AfterEach
    void disconnect() {
        host.close();
    }

    @Test
    void theHostTellsWhatItIs() {
        assertThat(host.uri()).isEqualTo("test:///default");
        assertThat(host.hypervisorType()).isEqualTo("TEST");
        assertThat(host.hypervisorVersion()).isEqualTo(new Version(0, 0, 2));
        assertThat(host.libvirtVersion().isAtLeast(new Version(9, 0, 0))).isTrue();
        assertThat(host.hostname()).isNotBlank();
        assertThat(host.capabilitiesXml()).contains("<capabilities>");
        assertThat(host.hardware()).isEqualTo(new Hardware("i686", 3145728, 16, 1400, 2, 2, 2, 2));
        assertThat(host.isAlive()).isTrue();
        assertThat(host.isReadOnly()).isFalse();
    }

    @Test
    void guestsAreFoundByNameUuidAndId() {
        int id = test.id().orElseThrow();
        assertThat(host.guest(test.uuid())).isEqualTo(test).hasToString("test (" + test.uuid() + ")");
        assertThat(host.guest(id)).isEqualTo(test);
        assertThat(host.findGuest("test")).contains(test);
        assertThat(host.findGuest(test.uuid())).contains(test);
        assertThat(host.findGuest(id)).contains(test);
        assertThat(host.findGuest("nobody")).isEmpty();
        assertThat(host.findGuest(WEB)).isEmpty();
        assertThat(host.findGuest(4711)).isEmpty();
        assertThatThrownBy(() -> host.guest("nobody")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aGuestLivesFromDefinitionToItsEnd() {
        Guest web = host.define(WEB_XML);
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.uuid()).isEqualTo(WEB);
        assertThat(web.isActive()).isFalse();
        assertThat(web.isPersistent()).isTrue();
        assertThat(web.id()).isEqualTo(OptionalInt.empty());
        assertThat(web.state().is(Phase.SHUT_OFF)).isTrue();

        web.start();
        assertThat(web.state().is(Phase.RUNNING)).isTrue();
        assertThat(web.state().is(Reason.RUNNING_BOOTED)).isTrue();
        assertThat(web.isActive()).isTrue();
        assertThat(web.id()).isPresent();

        web.suspend();
        assertThat(web.state()).hasToString("paused (user)");
        web.resume();
        assertThat(web.state()).hasToString("running (unpaused)");
        web.shutdown();
        assertThat(web.state()).hasToString("shut off (shutdown)");

        web.start();
        web.destroy();
        assertThat(web.state()).hasToString("shut off (destroyed)");

        web.undefine();
        assertThat(host.findGuest("web")).isEmpty();
        assertThatThrownBy(web::state).isInstanceOfSatisfying(NotFoundException.class, gone -> {
            assertThat(gone.code()).isEqualTo(ErrorCode.NO_DOMAIN);
            assertThat(gone.guest()).contains("web");
        });
    }

    @Test
    void aTransientGuestIsGoneWhenItStops() {
        Guest web = host.create(WEB_XML, Flag.Start.VALIDATE);
        assertThat(web.state().is(Phase.RUNNING)).isTrue();
        assertThat(web.isPersistent()).isFalse();
        web.destroy();
        assertThat(host.findGuest(WEB)).isEmpty();
    }

    @Test
    void resourcesHaveUnits() {
        Guest web = host.define(WEB_XML);
        GuestResources resources = web.info();
        assertThat(resources).isEqualTo(new GuestResources(262144, 131072, 3, resources.cpuTime()));
        assertThat(host.call(new DomainGetMaxMemory(web.handle())).memory()).isEqualTo(262144);
    }

    @Test
    void autostartIsSetAndCleared() {
        Guest web = host.define(WEB_XML);
        assertThat(web.autostart()).isFalse();
        web.autostart(true);
        assertThat(web.autostart()).isTrue();
        assertThat(host.guests(Flag.Filter.AUTOSTART)).containsExactly(web);
        web.autostart(false);
        assertThat(web.autostart()).isFalse();
    }

    @Test
    void aRenamedGuestIsTheSameGuest() {
        Guest web = host.define(WEB_XML);
        Guest renamed = web.rename("www");
        assertThat(renamed).isEqualTo(web);
        assertThat(renamed.name()).isEqualTo("www");
        assertThat(host.guest("www")).isEqualTo(web);
        assertThat(host.findGuest("web")).isEmpty();
        assertThat(web.state().is(Phase.SHUT_OFF))
                .as("its old name does not matter")
                .isTrue();
    }

    @Test
    void filtersChooseGuests() {
        Guest web = host.define(WEB_XML);
        assertThat(host.guests()).containsExactlyInAnyOrder(test, web);
        assertThat(host.guests(Flag.Filter.ACTIVE)).containsExactly(test);
        assertThat(host.guests(Flag.Filter.INACTIVE)).containsExactly(web);
        assertThat(host.guests(Flag.Filter.SHUT_OFF, Flag.Filter.RUNNING)).hasSize(2);
        test.suspend();
        assertThat(host.guests(Flag.Filter.PAUSED, Flag.Filter.PERSISTENT)).containsExactly(test);
        assertThat(host.guests(Flag.Filter.RUNNING)).isEmpty();
    }

    @Test
    void statesOfAllGuestsComeInOneAnswer() {
        Guest web = host.define(WEB_XML);
        Map<Guest, GuestState> states = host.states();
        assertThat(states).containsOnlyKeys(test, web);
        assertThat(states).hasEntrySatisfying(test, state -> assertThat(state).hasToString("running (unspecified)"));
        assertThat(states)
                .hasEntrySatisfying(
                        web, state -> assertThat(state.is(Phase.SHUT_OFF)).isTrue());
    }

    @Test
    void documentsOfAllGuestsStream() {
        Guest web = host.define(WEB_XML);
        try (Stream<Host.Description> descriptions = host.xmlDescriptions()) {
            List<Host.Description> all = descriptions.toList();
            assertThat(all).extracting(Host.Description::guest).containsExactlyInAnyOrder(test, web);
            assertThat(all)
                    .allSatisfy(each -> assertThat(each.xml())
                            .isEqualTo(each.guest().xmlDescription())
                            .contains("<name>" + each.guest().name() + "</name>"));
        }
    }

    @Test
    void theDefinitionDiffersFromWhatRuns() {
        test.destroy();
        assertThat(test.isUpdated()).isFalse();
        assertThat(test.xmlDescription(Flag.Xml.INACTIVE)).contains("<name>test</name>");
    }

    @Test
    void aReadOnlyHostOnlyLooks() {
        try (Host looking = Host.connect(lab.testUri(), HostOptions.defaults().readOnly())) {
            assertThat(looking.isReadOnly()).isTrue();
            Guest guest = looking.guest("test");
            assertThat(guest.state().is(Phase.RUNNING)).isTrue();
            assertThatThrownBy(guest::suspend).isInstanceOfSatisfying(CallFailedException.class, refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.OPERATION_DENIED);
                assertThat(refused).hasMessageContaining("read-only");
            });
        }
    }

    @Test
    void aClosedHostAnswersNothing() {
        host.close();
        host.close();
        assertThat(host.isAlive()).isFalse();
        assertThatThrownBy(test::state).isInstanceOf(ConnectionLostException.class);
    }
}
