package dev.guestwire.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.qemu.ConnectDomainMonitorEventRegister;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectNetworkEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectNetworkEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectNodeDeviceEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectNodeDeviceEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectSecretEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectSecretEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectStoragePoolEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectStoragePoolEventRegisterAny;
import dev.guestwire.protocol.remote.Domain;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class RegistrationsTest {
    private static final Domain GUEST = new Domain("web-1", new UUID(1, 2), 1);

    private final FakeLibvirtd daemon = FakeLibvirtd.start();
    private final RawClient client;

    RegistrationsTest() throws Exception {
        client = RawClient.open(daemon);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        daemon.close();
    }

    @Test
    void callbackNumbersCollideBetweenFamiliesAndCountPerDriver() throws Exception {
        assertThat(client.ask(new ConnectDomainEventCallbackRegisterAny(0, null))
                        .callbackId())
                .isZero();
        assertThat(client.ask(new ConnectNetworkEventRegisterAny(0, null)).callbackId())
                .isZero();
        assertThat(client.ask(new ConnectStoragePoolEventRegisterAny(0, null)).callbackId())
                .isZero();
        assertThat(client.ask(new ConnectNodeDeviceEventRegisterAny(0, null)).callbackId())
                .isZero();
        assertThat(client.ask(new ConnectSecretEventRegisterAny(0, null)).callbackId())
                .isZero();
        assertThat(client.ask(new ConnectDomainMonitorEventRegister(null, null, 0))
                        .callbackId())
                .isEqualTo(1);
        try (RawClient other = RawClient.open(daemon)) {
            assertThat(other.ask(new ConnectDomainEventCallbackRegisterAny(0, null))
                            .callbackId())
                    .isEqualTo(2);
        }
    }

    @Test
    void onePairIsRegisteredOnce() throws Exception {
        client.ask(new ConnectDomainEventCallbackRegisterAny(0, null));
        client.ask(new ConnectDomainEventCallbackRegisterAny(0, GUEST));
        client.ask(new ConnectDomainEventCallbackRegisterAny(1, null));
        RemoteError again = client.askInVain(new ConnectDomainEventCallbackRegisterAny(0, GUEST));
        assertThat(again.code()).isEqualTo(ErrorCode.INVALID_ARG);
        assertThat(again.message()).contains("event callback already tracked");
    }

    @Test
    void eventsOfLaterReleasesAreUnsupported() throws Exception {
        client.ask(new ConnectDomainEventCallbackRegisterAny(26, null));
        assertThat(client.askInVain(new ConnectDomainEventCallbackRegisterAny(27, null))
                        .message())
                .isEqualTo("internal error: unsupported event ID 27");
        assertThat(client.askInVain(new ConnectNetworkEventRegisterAny(1, null)).code())
                .isEqualTo(ErrorCode.INTERNAL_ERROR);
    }

    @Test
    void whatIsRegisteredCanBeDeregisteredOnceAndInItsFamily() throws Exception {
        int domain =
                client.ask(new ConnectDomainEventCallbackRegisterAny(0, null)).callbackId();
        assertThat(client.askInVain(new ConnectNetworkEventDeregisterAny(domain))
                        .message())
                .isEqualTo("internal error: network event callback 0 not registered");
        assertThat(client.askInVain(new ConnectStoragePoolEventDeregisterAny(domain))
                        .code())
                .isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(client.askInVain(new ConnectNodeDeviceEventDeregisterAny(domain))
                        .code())
                .isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(client.askInVain(new ConnectSecretEventDeregisterAny(domain)).code())
                .isEqualTo(ErrorCode.INTERNAL_ERROR);
        client.ask(new ConnectDomainEventCallbackDeregisterAny(domain));
        assertThat(client.askInVain(new ConnectDomainEventCallbackDeregisterAny(domain))
                        .message())
                .isEqualTo("internal error: domain event callback 0 not registered");
    }

    @Test
    void theDaemonKnowsItsSubscribers() throws Exception {
        try (RawClient other = RawClient.open(daemon)) {
            int number = other.ask(new ConnectDomainEventCallbackRegisterAny(0, null))
                    .callbackId();
            assertThat(daemon.subscribers())
                    .containsExactly(daemon.connections().get(1));
            other.ask(new ConnectDomainEventCallbackDeregisterAny(number));
            assertThat(daemon.subscribers()).isEmpty();
        }
    }
}
