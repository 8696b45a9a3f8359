package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LibvirtHostTest {
    private static final AtomicReference<Lab> SEEN_BEFORE = new AtomicReference<>();

    @LibvirtHost
    static Lab shared;

    @LibvirtHost(settings = "max_client_requests = 20")
    Lab busy;

    @BeforeAll
    static void aStaticFieldIsThereBeforeAllTests() {
        SEEN_BEFORE.set(shared);
    }

    @Test
    @Order(1)
    void twoHostsRunSideBySide() {
        assertThat(SEEN_BEFORE.get()).isSameAs(shared);
        assertThat(shared.daemon().isAlive()).isTrue();
        assertThat(busy.daemon().isAlive()).isTrue();
        assertThat(busy.socket()).isNotEqualTo(shared.socket());
        SEEN_BEFORE.set(busy);
    }

    @Test
    @Order(2)
    void aHostLivesAsLongAsTheClass() {
        assertThat(busy).isSameAs(SEEN_BEFORE.get());
    }

    @Test
    @Order(2)
    void settingsReachTheDaemon() throws IOException {
        assertThat(Files.readString(busy.folder().resolve("daemon.conf"))).contains("max_client_requests = 20");
    }

    @Test
    @Order(2)
    void aParameterOfTheSameNameIsTheSameHost(@LibvirtHost("busy") Lab sameAsField) {
        assertThat(sameAsField).isSameAs(busy);
    }

    @Nested
    class Inner {
        @LibvirtHost("shared")
        Lab outer;

        @Test
        void aNestedClassSharesItsHosts() {
            assertThat(outer).isSameAs(shared);
        }
    }
}
