package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.qemu.DomainMonitorEvent;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every method that reads something, of the host, the guest and all that they hand out, with answers whose values are odd:
 * what it throws is always one of our exceptions, and it takes memory in proportion to the bytes that came.
 */
class OddAnswersTest {
    private static final int ROUNDS = 12;
    private static final int READINGS = 5_000;

    /** Methods that wait, that begin or end something beside the call, or that take what a test cannot make. */
    private static final Set<String> LEFT_OUT = Set.of(
            "hashCode",
            "toString",
            "getClass",
            "notify",
            "notifyAll",
            "wait",
            "equals",
            "close",
            "sibling",
            "call",
            "host",
            "open",
            "screenshot",
            "await",
            "start",
            "toFuture",
            "destroyed",
            "content",
            "compareTo",
            "awaitConnection");

    private final Set<String> walked = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private final com.sun.management.ThreadMXBean memory =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int readings;
    private int typed;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatIsThrownIsAlwaysTyped() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            try (FakeHost fake = new FakeHost(HostOptions.defaults().deadline(Duration.ofMinutes(1)))) {
                answerOddly(fake.daemon, new OddValues(seed));
                walk(fake);
            }
        }
        assertThat(wrong).isEmpty();
        // a builder that refuses an odd value ends the walk there
        assertThat(walked).as("methods").hasSizeGreaterThan(950);
        assertThat(readings).as("readings").isGreaterThan(READINGS);
        assertThat(typed).as("typed exceptions").isGreaterThan(120);
    }

    @Test
    void everyEventIsHeardHoweverOddItsValues() {
        try (FakeHost fake = new FakeHost()) {
            List<EventKind<?>> kinds = new ArrayList<>(EventKind.heardAs(HostEvent.class));
            kinds.addAll(EventKind.heardAs(GuestEvent.QemuEvent.class));
            assertThat(kinds).hasSizeGreaterThan(35);
            for (int seed = 0; seed < 200; seed++) {
                OddValues values = new OddValues(seed);
                for (EventKind<?> kind : kinds) {
                    assertThat(kind.read(fake.host, (Event) values.answer(kind.wire())))
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void aTimeThatNoClockHasIsTheNearestOne() {
        try (FakeHost fake = new FakeHost()) {
            EventKind<?> qemu = EventKind.heardAs(GuestEvent.QemuEvent.class).getFirst();
            Event event = new DomainMonitorEvent(1, FakeHost.ACTIVE_WEB, "RESET", Long.MAX_VALUE, -1, null);
            assertThat(qemu.read(fake.host, event))
                    .isInstanceOfSatisfying(
                            GuestEvent.QemuEvent.class,
                            heard -> assertThat(heard.at()).isAfter(Instant.MAX.minusSeconds(1)));
        }
    }

    /** Answers every call but those of the opening conversation. */
    private static void answerOddly(FakeLibvirtd daemon, OddValues values) {
        for (Class<?> type : OddValues.generated()) {
            if (type.isRecord() && Call.class.isAssignableFrom(type) && !isOfTheOpening(type)) {
                answer(daemon, type, values);
            }
        }
    }

    private static boolean isOfTheOpening(Class<?> type) {
        return type == ConnectOpen.class
                || type == AuthList.class
                || type == DomainLookupByName.class
                || type.getSimpleName().startsWith("Auth")
                || type.getSimpleName().equals("ConnectClose")
                || type.getSimpleName().equals("ConnectSupportsFeature")
                || type.getSimpleName().contains("Register");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void answer(FakeLibvirtd daemon, Class<?> type, OddValues values) {
        Class<?> reply = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("readReply") && !method.isBridge())
                .findFirst()
                .orElseThrow()
                .getReturnType();
        if (reply.isRecord()) {
            daemon.on((Class) type, call -> Answer.of(values.answer(reply)));
        }
    }

    private void walk(FakeHost fake) {
        Deque<Object> open = new ArrayDeque<>(List.of(fake.host, fake.web));
        Map<Class<?>, Object> seen = new LinkedHashMap<>();
        while (!open.isEmpty()) {
            Object next = open.remove();
            if (seen.putIfAbsent(next.getClass(), next) == null) {
                for (Method method : readings(next.getClass())) {
                    collect(ask(next, method), open);
                }
            }
        }
    }

    private static List<Method> readings(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> method.getReturnType() != void.class && !LEFT_OUT.contains(method.getName()))
                .filter(method -> Arrays.stream(method.getParameterTypes()).allMatch(each -> sample(each) != null))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private @Nullable Object ask(Object target, Method method) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(OddAnswersTest::sample)
                .toArray();
        long before = memory.getCurrentThreadAllocatedBytes();
        readings++;
        walked.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
        try {
            method.setAccessible(true);
            Object read = method.invoke(target, arguments);
            return read instanceof BaseStream<?, ?> stream ? drained(stream) : read;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof LibvirtException expected) {
                complain(expected);
            } else {
                wrong.add(method + ": " + thrown.getCause());
            }
            return null;
        } catch (LibvirtException ofTheStream) {
            complain(ofTheStream);
            return null;
        } catch (RuntimeException | IllegalAccessException other) {
            wrong.add(method + ": " + other);
            return null;
        } finally {
            long taken = memory.getCurrentThreadAllocatedBytes() - before;
            if (taken > 64 << 20) {
                wrong.add(method + " took " + taken + " bytes");
            }
        }
    }

    /** A connection that is lost, or a deadline, would mean that what follows is not walked. */
    private void complain(LibvirtException expected) {
        typed++;
        if (!(expected instanceof MalformedDataException
                || expected instanceof InvalidInputException
                || expected instanceof NotFoundException)) {
            wrong.add(expected.toString());
        }
    }

    private static Object drained(BaseStream<?, ?> stream) {
        List<Object> all = new ArrayList<>();
        try (stream) {
            stream.iterator().forEachRemaining(all::add);
        }
        return all;
    }

    private static void collect(@Nullable Object read, Deque<Object> open) {
        switch (read) {
            case null -> {}
            case Optional<?> optional -> optional.ifPresent(value -> collect(value, open));
            case Collection<?> many -> many.forEach(value -> collect(value, open));
            case Map<?, ?> map -> map.values().forEach(value -> collect(value, open));
            default -> {
                String name = read.getClass().getName();
                if (name.startsWith("dev.guestwire.")
                        && !(read instanceof ByteStream<?>)
                        && !name.startsWith("dev.guestwire.protocol.")
                        && !(read instanceof Enum)) {
                    open.add(read);
                }
            }
        }
    }

    private static @Nullable Object sample(Class<?> type) {
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            return java.lang.reflect.Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type == String.class
                ? "web"
                : type == int.class
                        ? (Object) 1
                        : type == long.class ? (Object) 1L : type == UUID.class ? FakeHost.UUID_OF_WEB : null;
    }
}
