package dev.guestwire;

import dev.guestwire.network.Network;
import dev.guestwire.network.NetworkEvent;
import dev.guestwire.nodedevice.NodeDevice;
import dev.guestwire.nodedevice.NodeDeviceEvent;
import dev.guestwire.protocol.remote.NetworkEventCallbackMetadataChange;
import dev.guestwire.protocol.remote.NetworkEventLifecycle;
import dev.guestwire.protocol.remote.NodeDeviceEventLifecycle;
import dev.guestwire.protocol.remote.NodeDeviceEventUpdate;
import dev.guestwire.protocol.remote.SecretEventLifecycle;
import dev.guestwire.protocol.remote.SecretEventValueChanged;
import dev.guestwire.protocol.remote.StoragePoolEventLifecycle;
import dev.guestwire.protocol.remote.StoragePoolEventRefresh;
import dev.guestwire.secret.Secret;
import dev.guestwire.secret.SecretEvent;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StoragePoolEvent;
import java.util.List;
import java.util.Optional;

/** The events that are not about guests. */
final class OtherEventKinds {
    static final List<EventKind<?>> ALL = List.of(
            new EventKind<>(
                    EventFamily.STORAGE_POOLS,
                    0,
                    StoragePoolEventLifecycle.class,
                    List.of(
                            StoragePoolEvent.Defined.class,
                            StoragePoolEvent.Undefined.class,
                            StoragePoolEvent.Started.class,
                            StoragePoolEvent.Stopped.class,
                            StoragePoolEvent.Built.class,
                            StoragePoolEvent.Deleted.class,
                            StoragePoolEvent.Unknown.class),
                    OtherEventKinds::pool),
            new EventKind<>(
                    EventFamily.STORAGE_POOLS,
                    1,
                    StoragePoolEventRefresh.class,
                    List.of(StoragePoolEvent.Refreshed.class),
                    (host, event) -> new StoragePoolEvent.Refreshed(new StoragePool(host, event.pool()))),
            new EventKind<>(
                    EventFamily.NETWORKS,
                    0,
                    NetworkEventLifecycle.class,
                    List.of(
                            NetworkEvent.Defined.class,
                            NetworkEvent.Undefined.class,
                            NetworkEvent.Started.class,
                            NetworkEvent.Stopped.class,
                            NetworkEvent.Unknown.class),
                    OtherEventKinds::network),
            new EventKind<>(
                    EventFamily.NETWORKS,
                    1,
                    NetworkEventCallbackMetadataChange.class,
                    List.of(NetworkEvent.MetadataChanged.class),
                    (host, event) -> new NetworkEvent.MetadataChanged(
                            new Network(host, event.net()),
                            Coded.of(NetworkEvent.MetadataChanged.Type.values(), event.type()),
                            Optional.ofNullable(event.nsuri()))),
            new EventKind<>(
                    EventFamily.NODE_DEVICES,
                    0,
                    NodeDeviceEventLifecycle.class,
                    List.of(
                            NodeDeviceEvent.Created.class,
                            NodeDeviceEvent.Deleted.class,
                            NodeDeviceEvent.Defined.class,
                            NodeDeviceEvent.Undefined.class,
                            NodeDeviceEvent.Unknown.class),
                    OtherEventKinds::device),
            new EventKind<>(
                    EventFamily.NODE_DEVICES,
                    1,
                    NodeDeviceEventUpdate.class,
                    List.of(NodeDeviceEvent.Updated.class),
                    (host, event) -> new NodeDeviceEvent.Updated(new NodeDevice(host, event.dev()))),
            new EventKind<>(
                    EventFamily.SECRETS,
                    0,
                    SecretEventLifecycle.class,
                    List.of(SecretEvent.Defined.class, SecretEvent.Undefined.class, SecretEvent.Unknown.class),
                    OtherEventKinds::secret),
            new EventKind<>(
                    EventFamily.SECRETS,
                    1,
                    SecretEventValueChanged.class,
                    List.of(SecretEvent.ValueChanged.class),
                    (host, event) -> new SecretEvent.ValueChanged(new Secret(host, event.secret()))));

    private OtherEventKinds() {}

    private static StoragePoolEvent pool(Host host, StoragePoolEventLifecycle event) {
        StoragePool pool = new StoragePool(host, event.pool());
        return switch (event.event()) {
            case 0 -> new StoragePoolEvent.Defined(pool);
            case 1 -> new StoragePoolEvent.Undefined(pool);
            case 2 -> new StoragePoolEvent.Started(pool);
            case 3 -> new StoragePoolEvent.Stopped(pool);
            case 4 -> new StoragePoolEvent.Built(pool);
            case 5 -> new StoragePoolEvent.Deleted(pool);
            default -> new StoragePoolEvent.Unknown(pool, event);
        };
    }

    private static NetworkEvent network(Host host, NetworkEventLifecycle event) {
        Network network = new Network(host, event.net());
        return switch (event.event()) {
            case 0 -> new NetworkEvent.Defined(network);
            case 1 -> new NetworkEvent.Undefined(network);
            case 2 -> new NetworkEvent.Started(network);
            case 3 -> new NetworkEvent.Stopped(network);
            default -> new NetworkEvent.Unknown(network, event);
        };
    }

    private static NodeDeviceEvent device(Host host, NodeDeviceEventLifecycle event) {
        NodeDevice device = new NodeDevice(host, event.dev());
        return switch (event.event()) {
            case 0 -> new NodeDeviceEvent.Created(device);
            case 1 -> new NodeDeviceEvent.Deleted(device);
            case 2 -> new NodeDeviceEvent.Defined(device);
            case 3 -> new NodeDeviceEvent.Undefined(device);
            default -> new NodeDeviceEvent.Unknown(device, event);
        };
    }

    private static SecretEvent secret(Host host, SecretEventLifecycle event) {
        Secret secret = new Secret(host, event.secret());
        return switch (event.event()) {
            case 0 -> new SecretEvent.Defined(secret);
            case 1 -> new SecretEvent.Undefined(secret);
            default -> new SecretEvent.Unknown(secret, event);
        };
    }
}
