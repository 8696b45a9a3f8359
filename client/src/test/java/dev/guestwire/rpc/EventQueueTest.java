package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class EventQueueTest {
    private final EventQueue queue = new EventQueue(2);

    private void add(int number) {
        queue.add(header(number), new byte[] {});
    }

    private static PacketHeader header(int number) {
        return new PacketHeader(Program.REMOTE.id(), Program.VERSION, number, PacketType.MESSAGE, 1, PacketStatus.OK);
    }

    private void assertNextIs(int number) {
        assertThat(queue.take())
                .isInstanceOfSatisfying(
                        EventQueue.Item.Message.class,
                        message -> assertThat(message.header()).isEqualTo(header(number)));
    }

    private void assertNextIsALossOf(int count) {
        assertThat(queue.take()).isEqualTo(new EventQueue.Item.Lost(count));
    }

    @Test
    void eventsComeInOrder() {
        add(1);
        add(2);
        assertNextIs(1);
        add(3);
        assertNextIs(2);
        assertNextIs(3);
    }

    /** Who asks for the state of things when told of a loss must not hear what was before it afterwards. */
    @Test
    void aLossStandsWhereItHappened() {
        for (int number = 1; number <= 5; number++) {
            add(number);
        }
        assertNextIs(1);
        assertNextIs(2);
        add(6);
        assertNextIsALossOf(3);
        assertNextIs(6);
    }

    @Test
    void twoLossesAreToldApartByTheEventBetweenThem() {
        for (int number = 1; number <= 3; number++) {
            add(number);
        }
        assertNextIs(1);
        assertNextIs(2);
        add(4);
        add(5);
        add(6);
        assertNextIsALossOf(1);
        assertNextIs(4);
        assertNextIsALossOf(2);
    }

    @Test
    void aLossAtTheVeryEndIsToldToo() {
        for (int number = 1; number <= 3; number++) {
            add(number);
        }
        queue.end(ConnectionEnd.closed());
        assertNextIs(1);
        assertNextIs(2);
        assertNextIsALossOf(1);
        assertThat(queue.take()).isInstanceOf(EventQueue.Item.End.class);
    }
}
