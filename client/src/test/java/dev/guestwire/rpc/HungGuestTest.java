package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.remote.DomainDestroy;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A hung guest on a daemon as it comes. The steps build on each other. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HungGuestTest {
    private static final int SHUT_OFF = 5;

    @LibvirtHost
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
    void oneToFourStuckCallsSlowNobodyDown() throws Exception {
        for (int count = 1; count <= 4; count++) {
            guest.stick(count);
            guest.assertOthersAreAsFastAsBefore();
        }
    }

    /**
     * The daemon kills the QEMU, after some patience of its own; what was stuck ends with it. The daemon itself may have
     * no worker left for calls of low priority by now, see {@link ManyHungCallsTest}.
     */
    @Test
    @Order(2)
    void stateAndDestroyGetThroughSixteenStuckCallsAndFreeEverything() throws Exception {
        Lanes lanes = guest.lanes();
        guest.stick(16);
        for (Caller caller : Caller.values()) {
            assertThat(caller.start(() -> lanes.call(new DomainGetState(guest.hung(), 0), SOON))
                            .result()
                            .state())
                    .isPositive();
        }
        lanes.call(new DomainDestroy(guest.hung()), Duration.ofSeconds(60));
        assertThat(lanes.call(new DomainGetState(guest.hung(), 0)).state()).isEqualTo(SHUT_OFF);
        assertThat(lanes.call(new DomainGetInfo(guest.healthy()), SOON).maxMem())
                .isEqualTo(64 * 1024);
        guest.assertOthersAreAsFastAsBefore();
        assertThat(Caller.PLATFORM
                        .start(() -> lanes.call(guest.question(), SOON))
                        .failure(WrongStateException.class))
                .isNotNull();
    }
}
