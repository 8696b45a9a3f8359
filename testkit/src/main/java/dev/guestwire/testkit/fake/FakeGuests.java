package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.protocol.remote.DomainSuspend;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Guests for a {@link FakeLibvirtd}, so that a test of a program that looks at guests need not script each call. They are listed,
 * found by name and UUID, tell their state, information and a short document, and obey: start, suspend, resume, shutdown and
 * destroy change their state at once. What else is asked for is scripted as ever, and a script for one of these calls replaces
 * what is said here. Safe for use by any thread.
 *
 * <pre>{@code
 * try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
 *     FakeGuests.of(daemon).running("web").off("db");
 *     ...
 * }
 * }</pre>
 */
public final class FakeGuests {
    private static final int RUNNING = 1;
    private static final int PAUSED = 3;
    private static final int SHUT_OFF = 5;
    private static final int ONLY_ACTIVE = 1;
    private static final int ONLY_INACTIVE = 2;
    private static final int ONLY_RUNNING = 16;
    private static final int ONLY_PAUSED = 32;
    private static final int ONLY_SHUT_OFF = 64;
    private static final int MEMORY_KIB = 1 << 20;

    private final Map<String, One> guests = new ConcurrentSkipListMap<>();

    /** A guest as it is now; its number is its place while it is active. */
    private record One(String name, int number, int state, int reason) {
        One with(int otherState, int otherReason) {
            return new One(name, number, otherState, otherReason);
        }

        boolean isActive() {
            return state != SHUT_OFF;
        }

        Domain handle() {
            return new Domain(name, uuid(name), isActive() ? number : -1);
        }

        String xml() {
            return "<domain type='test'><name>" + name + "</name><uuid>" + uuid(name) + "</uuid><memory unit='KiB'>"
                    + MEMORY_KIB + "</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>";
        }
    }

    private FakeGuests() {}

    /** {@return guests that a daemon answers for from now on; there are none yet} */
    public static FakeGuests of(FakeLibvirtd daemon) {
        FakeGuests guests = new FakeGuests();
        guests.tell(daemon);
        guests.obey(daemon);
        return guests;
    }

    /** {@return the UUID that a guest of a name has here, always the same} */
    public static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a guest that runs. */
    public FakeGuests running(String name) {
        return add(name, RUNNING);
    }

    /** Adds a guest that is paused. */
    public FakeGuests paused(String name) {
        return add(name, PAUSED);
    }

    /** Adds a guest that is off. */
    public FakeGuests off(String name) {
        return add(name, SHUT_OFF);
    }

    private FakeGuests add(String name, int state) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("A fake guest's name is of letters, digits, dots, dashes: " + name);
        }
        guests.put(name, new One(name, guests.size() + 1, state, 1));
        return this;
    }

    private void tell(FakeLibvirtd daemon) {
        daemon.on(ConnectListAllDomains.class, call -> {
            List<Domain> found = guests.values().stream()
                    .filter(wanted(call.flags()))
                    .map(One::handle)
                    .toList();
            return Answer.of(new ConnectListAllDomains.Reply(found, found.size()));
        });
        daemon.on(
                DomainLookupByName.class,
                call -> about(call.name(), one -> new DomainLookupByName.Reply(one.handle())));
        daemon.on(
                DomainLookupByUuid.class,
                call -> guests.values().stream()
                        .filter(one -> uuid(one.name).equals(call.uuid()))
                        .findFirst()
                        .map(one -> Answer.of(new DomainLookupByUuid.Reply(one.handle())))
                        .orElseGet(() -> missing(call.uuid().toString())));
        tell(daemon, DomainGetState.class, DomainGetState::dom, one -> new DomainGetState.Reply(one.state, one.reason));
        tell(daemon, DomainGetXmlDesc.class, DomainGetXmlDesc::dom, one -> new DomainGetXmlDesc.Reply(one.xml()));
        tell(
                daemon,
                DomainGetInfo.class,
                DomainGetInfo::dom,
                one -> new DomainGetInfo.Reply(one.state, MEMORY_KIB, MEMORY_KIB, 1, 0));
        tell(
                daemon,
                DomainIsActive.class,
                DomainIsActive::dom,
                one -> new DomainIsActive.Reply(one.isActive() ? 1 : 0));
        tell(daemon, DomainIsPersistent.class, DomainIsPersistent::dom, one -> new DomainIsPersistent.Reply(1));
    }

    private void obey(FakeLibvirtd daemon) {
        daemon.on(
                DomainCreateWithFlags.class,
                call -> changed(
                        call.dom(),
                        one -> !one.isActive(),
                        one -> one.with(RUNNING, 1),
                        one -> new DomainCreateWithFlags.Reply(one.handle())));
        obey(daemon, DomainShutdownFlags.class, DomainShutdownFlags::dom, one -> one.with(SHUT_OFF, 1));
        obey(daemon, DomainDestroyFlags.class, DomainDestroyFlags::dom, one -> one.with(SHUT_OFF, 2));
        obey(daemon, DomainSuspend.class, DomainSuspend::dom, one -> one.with(PAUSED, 1));
        obey(daemon, DomainResume.class, DomainResume::dom, one -> one.with(RUNNING, 5));
    }

    private <R extends XdrValue, C extends Call<R>> void tell(
            FakeLibvirtd daemon, Class<C> type, Function<C, Domain> guest, Function<One, R> reply) {
        daemon.on(type, call -> about(guest.apply(call).name(), reply));
    }

    private <C extends Call<Empty>> void obey(
            FakeLibvirtd daemon, Class<C> type, Function<C, Domain> guest, Function<One, One> change) {
        daemon.on(type, call -> changed(guest.apply(call), One::isActive, change, one -> Empty.EMPTY));
    }

    private <R extends XdrValue> Answer<R> about(String name, Function<One, R> reply) {
        One one = guests.get(name);
        return one == null ? missing(name) : Answer.of(reply.apply(one));
    }

    private <R extends XdrValue> Answer<R> changed(
            Domain dom, Predicate<One> may, Function<One, One> change, Function<One, R> reply) {
        One one = guests.get(dom.name());
        if (one == null) {
            return missing(dom.name());
        }
        if (!may.test(one)) {
            String words = one.isActive() ? "domain is already running" : "domain is not running";
            return Answer.error(
                    ErrorCode.OPERATION_INVALID, ErrorDomain.TEST, "Requested operation is not valid: " + words);
        }
        One now = change.apply(one);
        guests.put(dom.name(), now);
        return Answer.of(reply.apply(now));
    }

    private static <R extends XdrValue> Answer<R> missing(String name) {
        return Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.TEST, "Domain not found: no domain with matching " + name);
    }

    /** Of each kind of filter, none means all. */
    private static Predicate<One> wanted(int flags) {
        return one -> meets(flags, ONLY_ACTIVE | ONLY_INACTIVE, one.isActive() ? ONLY_ACTIVE : ONLY_INACTIVE)
                && meets(
                        flags,
                        ONLY_RUNNING | ONLY_PAUSED | ONLY_SHUT_OFF,
                        switch (one.state) {
                            case RUNNING -> ONLY_RUNNING;
                            case PAUSED -> ONLY_PAUSED;
                            default -> ONLY_SHUT_OFF;
                        });
    }

    private static boolean meets(int flags, int kind, int own) {
        return (flags & kind) == 0 || (flags & own) != 0;
    }

    /** {@return the names of the guests} */
    @Override
    public String toString() {
        return "fake guests " + guests.keySet();
    }
}
