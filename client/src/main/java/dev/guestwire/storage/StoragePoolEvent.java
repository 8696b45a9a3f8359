package dev.guestwire.storage;

import dev.guestwire.HostEvent;
import dev.guestwire.protocol.Event;

/** What happened to a storage pool. */
public sealed interface StoragePoolEvent extends HostEvent {
    /** {@return the pool it happened to} */
    StoragePool pool();

    /** Event 0: it was defined. */
    record Defined(StoragePool pool) implements StoragePoolEvent {}

    /** Event 0: its definition is gone. */
    record Undefined(StoragePool pool) implements StoragePoolEvent {}

    /** Event 0: it was started. */
    record Started(StoragePool pool) implements StoragePoolEvent {}

    /** Event 0: it was stopped. */
    record Stopped(StoragePool pool) implements StoragePoolEvent {}

    /** Event 0: what it consists of was made. */
    record Built(StoragePool pool) implements StoragePoolEvent {}

    /** Event 0: what it consisted of was deleted. */
    record Deleted(StoragePool pool) implements StoragePoolEvent {}

    /** Event 1: it knows its volumes anew. */
    record Refreshed(StoragePool pool) implements StoragePoolEvent {}

    /**
     * What this release has no name for.
     *
     * @param event what the daemon sent
     */
    record Unknown(StoragePool pool, Event event) implements StoragePoolEvent {}
}
