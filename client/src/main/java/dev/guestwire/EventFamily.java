package dev.guestwire;

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
import org.jspecify.annotations.Nullable;

/** What events are about. Each family has calls of its own to register, and numbers of its own. */
enum EventFamily {
    GUESTS {
        @Override
        int register(Uninterrupted lane, int event, @Nullable Guest guest) {
            var call = new ConnectDomainEventCallbackRegisterAny(event, guest == null ? null : guest.handle());
            return lane.call(call).callbackId();
        }

        @Override
        void deregister(Uninterrupted lane, int callback) {
            lane.call(new ConnectDomainEventCallbackDeregisterAny(callback));
        }
    },
    QEMU {
        @Override
        int register(Uninterrupted lane, int event, @Nullable Guest guest) {
            var call = new ConnectDomainMonitorEventRegister(guest == null ? null : guest.handle(), null, 0);
            return lane.call(call).callbackId();
        }

        @Override
        void deregister(Uninterrupted lane, int callback) {
            lane.call(new ConnectDomainMonitorEventDeregister(callback));
        }
    },
    NETWORKS {
        @Override
        int register(Uninterrupted lane, int event, @Nullable Guest guest) {
            return lane.call(new ConnectNetworkEventRegisterAny(event, null)).callbackId();
        }

        @Override
        void deregister(Uninterrupted lane, int callback) {
            lane.call(new ConnectNetworkEventDeregisterAny(callback));
        }
    },
    STORAGE_POOLS {
        @Override
        int register(Uninterrupted lane, int event, @Nullable Guest guest) {
            return lane.call(new ConnectStoragePoolEventRegisterAny(event, null))
                    .callbackId();
        }

        @Override
        void deregister(Uninterrupted lane, int callback) {
            lane.call(new ConnectStoragePoolEventDeregisterAny(callback));
        }
    },
    NODE_DEVICES {
        @Override
        int register(Uninterrupted lane, int event, @Nullable Guest guest) {
            return lane.call(new ConnectNodeDeviceEventRegisterAny(event, null)).callbackId();
        }

        @Override
        void deregister(Uninterrupted lane, int callback) {
            lane.call(new ConnectNodeDeviceEventDeregisterAny(callback));
        }
    },
    SECRETS {
        @Override
        int register(Uninterrupted lane, int event, @Nullable Guest guest) {
            return lane.call(new ConnectSecretEventRegisterAny(event, null)).callbackId();
        }

        @Override
        void deregister(Uninterrupted lane, int callback) {
            lane.call(new ConnectSecretEventDeregisterAny(callback));
        }
    };

    /**
     * Asks the daemon to tell of an event.
     *
     * @param guest of which guest; null for all, and always null if it is not about guests
     * @return the number that the daemon gives the registration
     */
    abstract int register(Uninterrupted lane, int event, @Nullable Guest guest);

    /** Asks the daemon not to tell any more. */
    abstract void deregister(Uninterrupted lane, int callback);
}
