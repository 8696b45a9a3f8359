package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.qemu.DomainMonitorCommand;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A hung guest on a daemon that starts with all its workers. One as it comes starts with five, and libvirt up to 9.0.0 at
 * least adds none while more calls wait than workers are free: then calls of low priority wait in the daemon for those
 * that hang, whatever their connection. The steps build on each other.
 */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyHungCallsTest {
    @LibvirtHost(settings = {"min_workers = 20", "max_workers = 20"})
    private static Lab lab;

    private static HungGuest guest;

    @BeforeAll
    static void start() {
        guest = new HungGuest(lab);
    }

    @AfterAll
    static void stop() {
        guest.close();
    }

    @Test
    @Order(1)
    void twelveStuckCallsSlowNobodyDown() throws Exception {
        for (int count = 4; count <= 12; count += 4) {
            guest.stick(count);
            guest.assertOthersAreAsFastAsBefore();
        }
    }

    @Test
    @Order(2)
    void aMonitorCommandThatHangsDoesNeither() throws Exception {
        DomainMonitorCommand command = new DomainMonitorCommand(guest.hung(), "{\"execute\":\"query-status\"}", 0);
        assertThat(Caller.VIRTUAL
                        .start(() -> guest.lanes().call(command, HungGuest.SHORT))
                        .failure(DeadlineExceededException.class)
                        .wasSent())
                .isTrue();
        guest.assertOthersAreAsFastAsBefore();
    }

    @Test
    @Order(3)
    void stateAndAbortGetThroughWhenEveryQuickPlaceIsTaken() throws Exception {
        Lanes lanes = guest.lanes();
        guest.stick(16);
        assertThat(Caller.PLATFORM
                        .start(() -> lanes.call(new DomainGetInfo(guest.healthy()), HungGuest.SHORT))
                        .failure(DeadlineExceededException.class)
                        .wasSent())
                .isFalse();
        for (Caller caller : Caller.values()) {
            assertThat(caller.start(() -> lanes.call(new DomainGetState(guest.hung(), 0), SOON))
                            .result()
                            .state())
                    .isPositive();
            assertThat(caller.start(() -> lanes.call(new DomainAbortJob(guest.healthy()), SOON))
                            .failure(WrongStateException.class))
                    .as("the daemon's own answer")
                    .isNotNull();
        }
    }
}
