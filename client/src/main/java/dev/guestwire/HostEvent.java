package dev.guestwire;

import dev.guestwire.error.LibvirtException;
import java.util.Map;
import java.util.Optional;

/**
 * What a host tells its listeners, in the daemon's order. The families are {@link GuestEvent},
 * {@link dev.guestwire.storage.StoragePoolEvent}, {@link dev.guestwire.network.NetworkEvent},
 * {@link dev.guestwire.nodedevice.NodeDeviceEvent} and {@link dev.guestwire.secret.SecretEvent}; each is sealed.
 */
public interface HostEvent {
    /**
     * Some events were lost: they came faster than the listeners took them, or while the connection was lost, or one could not be read. Events that
     * were waiting already follow this one and may be older than these states.
     *
     * @param reason why
     * @param lost how many were lost; 0 after a new connection, when nobody knows
     * @param states every guest with its state now; empty if {@code failure} is there
     * @param failure why the daemon could not be asked for the states
     */
    record Resynced(Resynced.Reason reason, int lost, Map<Guest, GuestState> states, Optional<LibvirtException> failure)
            implements HostEvent {
        /** Why events were lost. */
        public enum Reason {
            /** They came faster than the listeners took them. */
            OVERFLOW,
            /** The connection was lost; there is a new one, and the listeners are registered again. */
            RECONNECTED,
            /** What one of them says cannot be; what was lost is that one. */
            UNREADABLE
        }

        /** Copies the states. */
        public Resynced {
            states = Map.copyOf(states);
        }
    }

    /**
     * The connection is lost, and the host, which is a reconnecting one, tries to connect again. {@link Resynced} follows
     * when it has, or {@link ConnectionClosed} when it gives up. What happens meanwhile is not told.
     *
     * @param reason what happened
     * @param detail a sentence about it
     */
    record ConnectionLost(ConnectionClosed.Reason reason, String detail) implements HostEvent {}

    /**
     * No more events will come, and no more calls be answered.
     *
     * @param reason what happened
     * @param detail a sentence about it
     */
    record ConnectionClosed(ConnectionClosed.Reason reason, String detail) implements HostEvent {
        /** What can end a connection. */
        public enum Reason {
            /** The host was closed by its user. */
            CLOSED,
            /** The daemon closed the connection or died. */
            END_OF_FILE,
            /** The daemon did not answer pings. */
            KEEPALIVE,
            /** The daemon sent what is not libvirt's format. */
            MALFORMED,
            /** The connection failed. */
            ERROR
        }
    }
}
