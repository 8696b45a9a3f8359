package dev.guestwire;

import dev.guestwire.error.LibvirtException;
import java.util.Map;
import java.util.Optional;

/** What a host tells its listeners, in the daemon's order. */
public sealed interface HostEvent permits GuestEvent, HostEvent.Resynced, HostEvent.ConnectionClosed {
    /**
     * Events came faster than the listeners took them, and some were lost. Events that were waiting already follow this one
     * and may be older than these states.
     *
     * @param lost how many were lost
     * @param states every guest with its state now; empty if {@code failure} is there
     * @param failure why the daemon could not be asked for the states
     */
    record Resynced(int lost, Map<Guest, GuestState> states, Optional<LibvirtException> failure) implements HostEvent {
        /** Copies the states. */
        public Resynced {
            states = Map.copyOf(states);
        }
    }

    /**
     * No more events will come, and no more calls be answered.
     *
     * @param reason what happened
     * @param detail a sentence about it
     */
    record ConnectionClosed(Reason reason, String detail) implements HostEvent {
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
