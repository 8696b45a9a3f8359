package dev.guestwire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.lxc.LxcProgram;
import dev.guestwire.protocol.qemu.QemuProgram;
import dev.guestwire.protocol.remote.RemoteProgram;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record comes back from its bytes as it went, whichever way it is read. */
class RoundTripTest {
    static List<Class<?>> records() {
        return Samples.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatWasWrittenIsRead(Class<?> type) {
        for (int variant = 0; variant < Samples.VARIANTS; variant++) {
            XdrValue value = Samples.value(type, variant);
            byte[] bytes = Samples.bytes(value);
            XdrReader in = new XdrReader(bytes);

            assertThat(Samples.read(type, in)).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(in.remaining()).isZero();
            assertThat(bytes.length % 4).isZero();
            if (value instanceof Call<?> call) {
                assertThat(readCall(call.program(), call.number(), new XdrReader(bytes)))
                        .isEqualTo(value);
            } else if (value instanceof Event event) {
                assertThat(readEvent(event.program(), event.number(), new XdrReader(bytes)))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void anAnswerIsReadByItsCall() {
        for (Class<?> type : Samples.records()) {
            if (Samples.value(type, 0) instanceof Call<?> call) {
                XdrValue answer = type.getDeclaredClasses().length == 0
                        ? Empty.EMPTY
                        : Samples.value(type.getDeclaredClasses()[0], 3);
                assertThat(call.readReply(new XdrReader(Samples.bytes(answer)))).isEqualTo(answer);
            }
        }
    }

    private static Object readCall(Program program, int number, XdrReader in) {
        Call<?> call = switch (program) {
            case REMOTE -> RemoteProgram.readCall(number, in);
            case QEMU -> QemuProgram.readCall(number, in);
            case LXC -> LxcProgram.readCall(number, in);
            case KEEPALIVE -> throw new AssertionError("no call");
        };
        return call == null ? "nothing" : call;
    }

    private static Object readEvent(Program program, int number, XdrReader in) {
        Event event = switch (program) {
            case REMOTE -> RemoteProgram.readEvent(number, in);
            case QEMU -> QemuProgram.readEvent(number, in);
            case LXC -> LxcProgram.readEvent(number, in);
            case KEEPALIVE -> throw new AssertionError("no event");
        };
        return event == null ? "nothing" : event;
    }
}
