package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.XdrValue;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to which events. Callback numbers count per driver over all connections, as those of libvirtd's drivers
 * for real hosts do, so those of different families collide. (The test driver is one driver with one counter.)
 */
final class Registrations {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Registration> all = new ArrayList<>();
    private final Map<Driver, Integer> counters = new EnumMap<>(Driver.class);

    /** {@return the answer to a call that registers or deregisters; empty for other calls} */
    Optional<Answer<?>> answer(FakeConnection connection, Call<?> call) {
        lock.lock();
        try {
            Answer<?> registered = register(connection, call);
            return Optional.ofNullable(registered == null ? deregister(connection, call) : registered);
        } finally {
            lock.unlock();
        }
    }

    void forget(FakeConnection connection) {
        lock.lock();
        try {
            all.removeIf(registration -> registration.connection() == connection);
        } finally {
            lock.unlock();
        }
    }

    boolean has(FakeConnection connection) {
        lock.lock();
        try {
            return all.stream().anyMatch(registration -> registration.connection() == connection);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Answer<?> register(FakeConnection connection, Call<?> call) {
        return switch (call) {
            case ConnectDomainEventCallbackRegisterAny ask ->
                add(
                        new Topic(connection, Family.DOMAIN, ask.eventId(), ask.dom()),
                        ConnectDomainEventCallbackRegisterAny.Reply::new);
            case ConnectNetworkEventRegisterAny ask ->
                add(
                        new Topic(connection, Family.NETWORK, ask.eventId(), ask.net()),
                        ConnectNetworkEventRegisterAny.Reply::new);
            case ConnectStoragePoolEventRegisterAny ask ->
                add(
                        new Topic(connection, Family.STORAGE_POOL, ask.eventId(), ask.pool()),
                        ConnectStoragePoolEventRegisterAny.Reply::new);
            case ConnectNodeDeviceEventRegisterAny ask ->
                add(
                        new Topic(connection, Family.NODE_DEVICE, ask.eventId(), ask.dev()),
                        ConnectNodeDeviceEventRegisterAny.Reply::new);
            case ConnectSecretEventRegisterAny ask ->
                add(
                        new Topic(connection, Family.SECRET, ask.eventId(), ask.secret()),
                        ConnectSecretEventRegisterAny.Reply::new);
            case ConnectDomainMonitorEventRegister ask ->
                add(new Topic(connection, Family.MONITOR, 0, ask), ConnectDomainMonitorEventRegister.Reply::new);
            default -> null;
        };
    }

    private @Nullable Answer<?> deregister(FakeConnection connection, Call<?> call) {
        return switch (call) {
            case ConnectDomainEventCallbackDeregisterAny ask -> remove(connection, Family.DOMAIN, ask.callbackId());
            case ConnectNetworkEventDeregisterAny ask -> remove(connection, Family.NETWORK, ask.callbackId());
            case ConnectStoragePoolEventDeregisterAny ask -> remove(connection, Family.STORAGE_POOL, ask.callbackId());
            case ConnectNodeDeviceEventDeregisterAny ask -> remove(connection, Family.NODE_DEVICE, ask.callbackId());
            case ConnectSecretEventDeregisterAny ask -> remove(connection, Family.SECRET, ask.callbackId());
            case ConnectDomainMonitorEventDeregister ask -> remove(connection, Family.MONITOR, ask.callbackId());
            default -> null;
        };
    }

    private Answer<?> add(Topic topic, IntFunction<? extends XdrValue> reply) {
        Family family = topic.family();
        if (topic.eventId() < 0 || topic.eventId() >= family.events) {
            return Answer.error(Refusals.internal(family.unsupported(topic.eventId())));
        }
        if (all.stream().anyMatch(registration -> registration.topic().equals(topic))) {
            return Answer.error(Refusals.alreadyTracked());
        }
        int callback = counters.merge(family.driver, 1, Integer::sum) - 1;
        all.add(new Registration(topic, callback));
        return Answer.of(reply.apply(callback));
    }

    private Answer<?> remove(FakeConnection connection, Family family, int callback) {
        boolean removed = all.removeIf(registration -> registration.connection() == connection
                && registration.topic().family() == family
                && registration.callback() == callback);
        return removed ? Answer.done() : Answer.error(notRegistered(family, callback));
    }

    private static RemoteError notRegistered(Family family, int callback) {
        return Refusals.internal(family.words + " callback " + callback + " not registered");
    }

    private record Registration(Topic topic, int callback) {
        FakeConnection connection() {
            return topic.connection();
        }
    }

    private record Topic(
            FakeConnection connection,
            Family family,
            int eventId,
            @Nullable XdrValue object) {}

    private enum Driver {
        DOMAIN,
        NETWORK,
        STORAGE,
        NODE_DEVICE,
        SECRET
    }

    private enum Family {
        DOMAIN(Driver.DOMAIN, "domain event", 27),
        NETWORK(Driver.NETWORK, "network event", 1),
        STORAGE_POOL(Driver.STORAGE, "storage pool event", 2),
        NODE_DEVICE(Driver.NODE_DEVICE, "node device event", 2),
        SECRET(Driver.SECRET, "secret event", 2),
        MONITOR(Driver.DOMAIN, "qemu monitor event", 1);

        private final Driver driver;
        private final String words;
        private final int events;

        Family(Driver driver, String words, int events) {
            this.driver = driver;
            this.words = words;
            this.events = events;
        }

        String unsupported(int eventId) {
            return "unsupported " + (this == DOMAIN ? "event" : words) + " ID " + eventId;
        }
    }
}
