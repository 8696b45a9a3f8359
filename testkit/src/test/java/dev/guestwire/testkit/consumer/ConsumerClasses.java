package dev.guestwire.testkit.consumer;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.testkit.fake.FakeDaemon;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Test classes that {@link JUnitReleaseTest} runs by several releases of JUnit; they use nothing that 5.10 lacks. */
final class ConsumerClasses {
    /** The folders and sockets that the tests were given; all must be gone afterwards. */
    static final Set<Path> GIVEN = ConcurrentHashMap.newKeySet();

    private ConsumerClasses() {}

    private static void isUsable(Lab lab) {
        GIVEN.add(lab.folder());
        Assertions.assertTrue(Files.exists(lab.socket()), "no socket of " + lab);
    }

    private static void isUsable(FakeLibvirtd daemon) {
        GIVEN.add(daemon.socket());
        Assertions.assertTrue(Files.exists(daemon.socket()), "no socket of " + daemon);
    }

    /** A field that JUnit fills. */
    @SuppressWarnings("NullAway")
    private static FakeLibvirtd unset() {
        return null;
    }

    /** One host in each place where there can be one; the field that is not static is the only one of its class. */
    static class Hosts {
        @LibvirtHost("one")
        Lab field;

        @BeforeEach
        void theFieldIsThere() {
            isUsable(Objects.requireNonNull(field, "the field is null"));
        }

        @Test
        void aParameterOfTheSameNameIsTheSameHost(@LibvirtHost("one") Lab parameter) {
            Assertions.assertSame(field, parameter);
        }

        @Nested
        class Inner {
            @Test
            void sharesTheHost(@LibvirtHost("one") Lab parameter) {
                Assertions.assertSame(field, parameter);
            }
        }
    }

    /** One instance for all tests, whose field is there before them. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        @LibvirtHost
        Lab field;

        @BeforeAll
        void theFieldIsThere() {
            isUsable(Objects.requireNonNull(field, "the field is null"));
        }

        @Test
        void runs() {
            isUsable(field);
        }
    }

    /** A static field is there before all tests. */
    static class Shared {
        @LibvirtHost
        static Lab shared;

        @BeforeAll
        static void theFieldIsThere() {
            isUsable(Objects.requireNonNull(shared, "the field is null"));
        }

        @Test
        void runs() {
            isUsable(shared);
        }
    }

    /** Fake daemons in each place where there can be one. */
    static class Fakes {
        @FakeDaemon
        static FakeLibvirtd ofClass = unset();

        @FakeDaemon
        FakeLibvirtd field = unset();

        @Test
        void eachPlaceHasOneOfItsOwn(@FakeDaemon FakeLibvirtd parameter) {
            isUsable(ofClass);
            isUsable(field);
            isUsable(parameter);
            Assertions.assertNotSame(field, parameter);
        }
    }
}
