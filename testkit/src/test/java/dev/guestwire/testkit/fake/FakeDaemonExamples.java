package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.remote.ConnectGetHostname;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Test classes that {@link FakeDaemonTest} runs; one fails, as it should, so they are no tests of ours. */
final class FakeDaemonExamples {
    private FakeDaemonExamples() {}

    static class Users {
        static final List<FakeLibvirtd> SEEN = new ArrayList<>();

        @FakeDaemon
        static FakeLibvirtd ofClass = unset();

        @FakeDaemon
        FakeLibvirtd first = unset();

        @FakeDaemon
        FakeLibvirtd second = unset();

        @Test
        void one(@FakeDaemon FakeLibvirtd parameter) throws Exception {
            see(parameter);
        }

        @Test
        void other(@FakeDaemon FakeLibvirtd parameter) throws Exception {
            see(parameter);
        }

        @AfterAll
        static void staysOpenForAllTests() throws Exception {
            RawClient.open(ofClass).close();
        }

        private void see(FakeLibvirtd parameter) throws Exception {
            for (FakeLibvirtd daemon : List.of(ofClass, first, second, parameter)) {
                RawClient.open(daemon).close();
                SEEN.add(daemon);
            }
        }
    }

    static class Broken {
        @Test
        void fails(@FakeDaemon FakeLibvirtd daemon) throws Exception {
            daemon.on(ConnectGetHostname.class, call -> {
                throw new IllegalStateException("broken");
            });
            try (RawClient client = RawClient.open(daemon)) {
                client.askInVain(new ConnectGetHostname());
            }
        }
    }

    /** A field that JUnit fills. */
    @SuppressWarnings("NullAway")
    private static FakeLibvirtd unset() {
        return null;
    }
}
