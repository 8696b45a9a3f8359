package dev.guestwire;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.qemu.ConnectDomainMonitorEventDeregister;
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
import dev.guestwire.rpc.EventLane;
import org.jspecify.annotations.Nullable;

/** What events are about. Each family has calls of its own to register, and numbers of its own. */
enum EventFamily {
    GUESTS {
        @Override
        ConnectDomainEventCallbackRegisterAny question(int event, @Nullable Guest guest) {
            return new ConnectDomainEventCallbackRegisterAny(event, guest == null ? null : guest.handle());
        }

        @Override
        int register(EventLane lane, int event, @Nullable Guest guest) {
            return lane.register(question(event, guest)).callbackId();
        }

        @Override
        void deregister(EventLane lane, int callback) {
            lane.register(new ConnectDomainEventCallbackDeregisterAny(callback));
        }
    },
    QEMU {
        @Override
        ConnectDomainMonitorEventRegister question(int event, @Nullable Guest guest) {
            return new ConnectDomainMonitorEventRegister(guest == null ? null : guest.handle(), null, 0);
        }

        @Override
        int register(EventLane lane, int event, @Nullable Guest guest) {
            return lane.register(question(event, guest)).callbackId();
        }

        @Override
        void deregister(EventLane lane, int callback) {
            lane.register(new ConnectDomainMonitorEventDeregister(callback));
        }
    },
    NETWORKS {
        @Override
        ConnectNetworkEventRegisterAny question(int event, @Nullable Guest guest) {
            return new ConnectNetworkEventRegisterAny(event, null);
        }

        @Override
        int register(EventLane lane, int event, @Nullable Guest guest) {
            return lane.register(question(event, guest)).callbackId();
        }

        @Override
        void deregister(EventLane lane, int callback) {
            lane.register(new ConnectNetworkEventDeregisterAny(callback));
        }
    },
    STORAGE_POOLS {
        @Override
        ConnectStoragePoolEventRegisterAny question(int event, @Nullable Guest guest) {
            return new ConnectStoragePoolEventRegisterAny(event, null);
        }

        @Override
        int register(EventLane lane, int event, @Nullable Guest guest) {
            return lane.register(question(event, guest)).callbackId();
        }

        @Override
        void deregister(EventLane lane, int callback) {
            lane.register(new ConnectStoragePoolEventDeregisterAny(callback));
        }
    },
    NODE_DEVICES {
        @Override
        ConnectNodeDeviceEventRegisterAny question(int event, @Nullable Guest guest) {
            return new ConnectNodeDeviceEventRegisterAny(event, null);
        }

        @Override
        int register(EventLane lane, int event, @Nullable Guest guest) {
            return lane.register(question(event, guest)).callbackId();
        }

        @Override
        void deregister(EventLane lane, int callback) {
            lane.register(new ConnectNodeDeviceEventDeregisterAny(callback));
        }
    },
    SECRETS {
        @Override
        ConnectSecretEventRegisterAny question(int event, @Nullable Guest guest) {
            return new ConnectSecretEventRegisterAny(event, null);
        }

        @Override
        int register(EventLane lane, int event, @Nullable Guest guest) {
            return lane.register(question(event, guest)).callbackId();
        }

        @Override
        void deregister(EventLane lane, int callback) {
            lane.register(new ConnectSecretEventDeregisterAny(callback));
        }
    };

    /** {@return the call by which the daemon is asked to tell of a topic of this family} */
    Call<?> question(Registrations.Topic topic) {
        return question(topic.kind().id(), topic.guest());
    }

    /**
     * {@return the call by which the daemon is asked to tell of an event}
     *
     * @param guest of which guest; null for all, and always null if it is not about guests
     */
    abstract Call<?> question(int event, @Nullable Guest guest);

    /**
     * Asks the daemon to tell of an event.
     *
     * @param guest of which guest; null for all, and always null if it is not about guests
     * @return the number that the daemon gives the registration
     */
    abstract int register(EventLane lane, int event, @Nullable Guest guest);

    /** Asks the daemon not to tell any more. */
    abstract void deregister(EventLane lane, int callback);
}
