package dev.guestwire.network;

import dev.guestwire.Coded;
import dev.guestwire.HostEvent;
import dev.guestwire.protocol.Event;
import java.util.Optional;

/** What happened to a virtual network. */
public sealed interface NetworkEvent extends HostEvent {
    /** {@return the network it happened to} */
    Network network();

    /** Event 0: it was defined. */
    record Defined(Network network) implements NetworkEvent {}

    /** Event 0: its definition is gone. */
    record Undefined(Network network) implements NetworkEvent {}

    /** Event 0: it was started. */
    record Started(Network network) implements NetworkEvent {}

    /** Event 0: it was stopped. */
    record Stopped(Network network) implements NetworkEvent {}

    /**
     * Event 1, since libvirt 9.8: its metadata changed.
     *
     * @param type which part
     * @param namespace the namespace of the changed element, for {@link Type#ELEMENT}
     */
    record MetadataChanged(Network network, Coded<MetadataChanged.Type> type, Optional<String> namespace)
            implements NetworkEvent {
        /** A part of the metadata. */
        public enum Type {
            DESCRIPTION,
            TITLE,
            ELEMENT,
            UNKNOWN
        }
    }

    /**
     * What this release has no name for.
     *
     * @param event what the daemon sent
     */
    record Unknown(Network network, Event event) implements NetworkEvent {}
}
