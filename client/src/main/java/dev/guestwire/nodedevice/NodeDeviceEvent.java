package dev.guestwire.nodedevice;

import dev.guestwire.HostEvent;
import dev.guestwire.protocol.Event;

/** What happened to a device of the host. */
public sealed interface NodeDeviceEvent extends HostEvent {
    /** {@return the device it happened to} */
    NodeDevice device();

    /** Event 0: it came, or was made. */
    record Created(NodeDevice device) implements NodeDeviceEvent {}

    /** Event 0: it is gone. */
    record Deleted(NodeDevice device) implements NodeDeviceEvent {}

    /** Event 0: it was defined. */
    record Defined(NodeDevice device) implements NodeDeviceEvent {}

    /** Event 0: its definition is gone. */
    record Undefined(NodeDevice device) implements NodeDeviceEvent {}

    /** Event 1: something about it changed. */
    record Updated(NodeDevice device) implements NodeDeviceEvent {}

    /**
     * What this release has no name for.
     *
     * @param event what the daemon sent
     */
    record Unknown(NodeDevice device, Event event) implements NodeDeviceEvent {}
}
