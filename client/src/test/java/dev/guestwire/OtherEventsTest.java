package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.network.NetworkEvent;
import dev.guestwire.nodedevice.NodeDevice;
import dev.guestwire.nodedevice.NodeDeviceEvent;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectNetworkEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectNetworkEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectNodeDeviceEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectNodeDeviceEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectSecretEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectSecretEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectStoragePoolEventDeregisterAny;
import dev.guestwire.protocol.remote.ConnectStoragePoolEventRegisterAny;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkEventCallbackMetadataChange;
import dev.guestwire.protocol.remote.NetworkEventLifecycle;
import dev.guestwire.protocol.remote.NodeDeviceEventLifecycle;
import dev.guestwire.protocol.remote.NodeDeviceEventUpdate;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.SecretEventLifecycle;
import dev.guestwire.protocol.remote.SecretEventValueChanged;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StoragePoolEventLifecycle;
import dev.guestwire.protocol.remote.StoragePoolEventRefresh;
import dev.guestwire.secret.SecretEvent;
import dev.guestwire.storage.StoragePoolEvent;
import dev.guestwire.testkit.fake.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every event of pools, networks, devices and secrets, sent by a daemon and heard by a listener. */
class OtherEventsTest {
    private static final StoragePool POOL = new StoragePool("images", new UUID(1, 1));
    private static final Network LAN = new Network("lan", new UUID(1, 2));
    private static final dev.guestwire.protocol.remote.NodeDevice DEVICE =
            new dev.guestwire.protocol.remote.NodeDevice("mdev_1");
    private static final Secret KEY = new Secret(new UUID(1, 3), 2, "client.web");

    private final FakeHost fake = new FakeHost();
    private final Host host = fake.host;
    private final EventListener listener = new EventListener();

    @AfterEach
    void close() {
        fake.close();
    }

    /** The numbers of the families are the same on purpose. */
    private void registerAs(int base) {
        fake.daemon
                .on(
                        ConnectStoragePoolEventRegisterAny.class,
                        call -> Answer.of(new ConnectStoragePoolEventRegisterAny.Reply(base + call.eventId())))
                .on(
                        ConnectNetworkEventRegisterAny.class,
                        call -> Answer.of(new ConnectNetworkEventRegisterAny.Reply(base + call.eventId())))
                .on(
                        ConnectNodeDeviceEventRegisterAny.class,
                        call -> Answer.of(new ConnectNodeDeviceEventRegisterAny.Reply(base + call.eventId())))
                .on(
                        ConnectSecretEventRegisterAny.class,
                        call -> Answer.of(new ConnectSecretEventRegisterAny.Reply(base + call.eventId())));
    }

    private void assertHeard(Map<Event, HostEvent> events) throws InterruptedException {
        host.onEvent(listener);
        for (Map.Entry<Event, HostEvent> event : events.entrySet()) {
            fake.daemon.emit(event.getKey());
            assertThat(listener.next()).isEqualTo(event.getValue());
        }
    }

    @Test
    void eventsOfPools() throws InterruptedException {
        registerAs(0);
        var pool = new dev.guestwire.storage.StoragePool(host, POOL);
        Map<Event, HostEvent> events = new LinkedHashMap<>();
        events.put(new StoragePoolEventLifecycle(0, POOL, 0, 0), new StoragePoolEvent.Defined(pool));
        events.put(new StoragePoolEventLifecycle(0, POOL, 1, 0), new StoragePoolEvent.Undefined(pool));
        events.put(new StoragePoolEventLifecycle(0, POOL, 2, 0), new StoragePoolEvent.Started(pool));
        events.put(new StoragePoolEventLifecycle(0, POOL, 3, 0), new StoragePoolEvent.Stopped(pool));
        events.put(new StoragePoolEventLifecycle(0, POOL, 4, 0), new StoragePoolEvent.Built(pool));
        events.put(new StoragePoolEventLifecycle(0, POOL, 5, 0), new StoragePoolEvent.Deleted(pool));
        Event newer = new StoragePoolEventLifecycle(0, POOL, 6, 0);
        events.put(newer, new StoragePoolEvent.Unknown(pool, newer));
        events.put(new StoragePoolEventRefresh(1, POOL), new StoragePoolEvent.Refreshed(pool));
        assertHeard(events);
    }

    @Test
    void eventsOfNetworks() throws InterruptedException {
        registerAs(0);
        var lan = new dev.guestwire.network.Network(host, LAN);
        Map<Event, HostEvent> events = new LinkedHashMap<>();
        events.put(new NetworkEventLifecycle(0, LAN, 0, 0), new NetworkEvent.Defined(lan));
        events.put(new NetworkEventLifecycle(0, LAN, 1, 0), new NetworkEvent.Undefined(lan));
        events.put(new NetworkEventLifecycle(0, LAN, 2, 0), new NetworkEvent.Started(lan));
        events.put(new NetworkEventLifecycle(0, LAN, 3, 0), new NetworkEvent.Stopped(lan));
        Event newer = new NetworkEventLifecycle(0, LAN, 4, 0);
        events.put(newer, new NetworkEvent.Unknown(lan, newer));
        events.put(
                new NetworkEventCallbackMetadataChange(1, LAN, 2, "urn:x"),
                new NetworkEvent.MetadataChanged(
                        lan, new Coded<>(NetworkEvent.MetadataChanged.Type.ELEMENT, 2), Optional.of("urn:x")));
        assertHeard(events);
    }

    @Test
    void eventsOfDevices() throws InterruptedException {
        registerAs(0);
        NodeDevice device = new NodeDevice(host, DEVICE);
        Map<Event, HostEvent> events = new LinkedHashMap<>();
        events.put(new NodeDeviceEventLifecycle(0, DEVICE, 0, 0), new NodeDeviceEvent.Created(device));
        events.put(new NodeDeviceEventLifecycle(0, DEVICE, 1, 0), new NodeDeviceEvent.Deleted(device));
        events.put(new NodeDeviceEventLifecycle(0, DEVICE, 2, 0), new NodeDeviceEvent.Defined(device));
        events.put(new NodeDeviceEventLifecycle(0, DEVICE, 3, 0), new NodeDeviceEvent.Undefined(device));
        Event newer = new NodeDeviceEventLifecycle(0, DEVICE, 4, 0);
        events.put(newer, new NodeDeviceEvent.Unknown(device, newer));
        events.put(new NodeDeviceEventUpdate(1, DEVICE), new NodeDeviceEvent.Updated(device));
        assertHeard(events);
    }

    @Test
    void eventsOfSecrets() throws InterruptedException {
        registerAs(0);
        var key = new dev.guestwire.secret.Secret(host, KEY);
        Map<Event, HostEvent> events = new LinkedHashMap<>();
        events.put(new SecretEventLifecycle(0, KEY, 0, 0), new SecretEvent.Defined(key));
        events.put(new SecretEventLifecycle(0, KEY, 1, 0), new SecretEvent.Undefined(key));
        Event newer = new SecretEventLifecycle(0, KEY, 2, 0);
        events.put(newer, new SecretEvent.Unknown(key, newer));
        events.put(new SecretEventValueChanged(1, KEY), new SecretEvent.ValueChanged(key));
        assertHeard(events);
    }

    @Test
    void onlyWhatIsAskedForIsRegisteredAndDeregistered() {
        registerAs(40);
        try (Subscription pools = host.onEvent(StoragePoolEvent.class, listener);
                Subscription secrets = host.onEvent(SecretEvent.ValueChanged.class, listener);
                Subscription networks = host.onEvent(NetworkEvent.Started.class, listener);
                Subscription devices = host.onEvent(NodeDeviceEvent.Updated.class, listener)) {
            assertThat(List.of(pools, secrets, networks, devices)).doesNotHaveDuplicates();
            assertThat(fake.daemon.calls(ConnectStoragePoolEventRegisterAny.class))
                    .containsExactlyInAnyOrder(
                            new ConnectStoragePoolEventRegisterAny(0, null),
                            new ConnectStoragePoolEventRegisterAny(1, null));
            assertThat(fake.daemon.calls(ConnectSecretEventRegisterAny.class))
                    .containsExactly(new ConnectSecretEventRegisterAny(1, null));
            assertThat(fake.daemon.calls(ConnectNetworkEventRegisterAny.class))
                    .containsExactly(new ConnectNetworkEventRegisterAny(0, null));
            assertThat(fake.daemon.calls(ConnectNodeDeviceEventRegisterAny.class))
                    .containsExactly(new ConnectNodeDeviceEventRegisterAny(1, null));
            assertThat(fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class))
                    .isEmpty();
        }
        assertThat(fake.daemon.calls(ConnectStoragePoolEventDeregisterAny.class))
                .containsExactlyInAnyOrder(
                        new ConnectStoragePoolEventDeregisterAny(40), new ConnectStoragePoolEventDeregisterAny(41));
        assertThat(fake.daemon.calls(ConnectSecretEventDeregisterAny.class))
                .containsExactly(new ConnectSecretEventDeregisterAny(41));
        assertThat(fake.daemon.calls(ConnectNetworkEventDeregisterAny.class))
                .containsExactly(new ConnectNetworkEventDeregisterAny(40));
        assertThat(fake.daemon.calls(ConnectNodeDeviceEventDeregisterAny.class))
                .containsExactly(new ConnectNodeDeviceEventDeregisterAny(41));
    }

    @Test
    void whoWantsEverythingDoesWithoutWhatIsRefused() throws InterruptedException {
        registerAs(0);
        fake.daemon.on(
                ConnectNetworkEventRegisterAny.class,
                call -> Answer.error(ErrorCode.SYSTEM_ERROR, ErrorDomain.RPC, "virtnetworkd is not there"));
        host.onEvent(listener);
        fake.daemon.emit(new SecretEventValueChanged(1, KEY));
        assertThat(listener.next()).isInstanceOf(SecretEvent.ValueChanged.class);
        assertThatThrownBy(() -> host.onEvent(NetworkEvent.class, listener))
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.SYSTEM_ERROR));
    }

    @Test
    void aGuestTellsOfItselfOnly() {
        registerAs(0);
        fake.web.onEvent(listener);
        assertThat(fake.daemon.calls(ConnectSecretEventRegisterAny.class)).isEmpty();
        assertThatThrownBy(() -> fake.web.onEvent(SecretEvent.class, listener))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SecretEvent");
    }
}
