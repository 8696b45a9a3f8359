package dev.guestwire.device;

import dev.guestwire.DeviceEvent;
import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** What events tell of the alias of a device that was asked to go. */
final class Hearing {
    private final AtomicReference<Told> told = new AtomicReference<>(Told.NOTHING);
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    private enum Told {
        NOTHING,
        REMOVED,
        /** One of its alias went, and one came. */
        REPLACED
    }

    /** Who is told; on the thread that delivers events, so it must not wait. */
    interface Listener {
        /** A device of the alias went. */
        void removed();

        /** The guest refused to let a device of the alias go. */
        void refused();

        /** Something happened that makes it worth a look: the guest stopped, a connection is back, a device of the alias came. */
        void worthALook();

        /** The connection ended for good. */
        void closed(String detail);

        /** {@return whether the daemon has accepted the request} What came before is not about it. */
        boolean isAccepted();
    }

    /** Begins to listen. */
    void begin(Guest guest, String alias, Listener listener) {
        try {
            subscriptions.add(guest.onEvent(DeviceEvent.Removed.class, event -> {
                if (event.alias().equals(alias)) {
                    told.compareAndSet(Told.NOTHING, Told.REMOVED);
                    listener.removed();
                }
            }));
            subscriptions.add(guest.onEvent(DeviceEvent.Added.class, event -> {
                if (event.alias().equals(alias)
                        && listener.isAccepted()
                        && told.compareAndSet(Told.REMOVED, Told.REPLACED)) {
                    listener.worthALook();
                }
            }));
            subscriptions.add(guest.onEvent(DeviceEvent.RemovalFailed.class, event -> {
                if (event.alias().equals(alias)) {
                    listener.refused();
                }
            }));
            subscriptions.add(guest.onEvent(LifecycleEvent.Stopped.class, event -> listener.worthALook()));
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, event -> listener.worthALook()));
            subscriptions.add(
                    guest.onEvent(HostEvent.ConnectionClosed.class, event -> listener.closed(event.detail())));
        } catch (RuntimeException failed) {
            end();
            throw failed;
        }
    }

    boolean isRemoved() {
        return told.get() != Told.NOTHING;
    }

    boolean isReplaced() {
        return told.get() == Told.REPLACED;
    }

    /** Listens no more. */
    void end() {
        subscriptions.forEach(Subscription::close);
    }
}
