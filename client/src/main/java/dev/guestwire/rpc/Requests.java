package dev.guestwire.rpc;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.StreamDirection;
import dev.guestwire.protocol.XdrLimitException;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.rpc.turn.CallLog;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** From a call to its packet, and from the end of its exchange to its result or exception, on the caller's thread. */
final class Requests {
    private Requests() {}

    static Exchange exchange(Call<?> call) {
        if (call.needsFileDescriptors()) {
            throw new InvalidInputException(
                    name(call) + " passes file descriptors, which libvirt can only do from the C library", null);
        }
        if (call.stream() != StreamDirection.NONE) {
            throw new InvalidInputException(
                    name(call) + " opens a byte stream, which needs a connection of its own: use Host.open", null);
        }
        return encode(call);
    }

    /** {@return the exchange of a call that opens a stream} */
    static Exchange opening(Call<?> call) {
        if (call.stream() == StreamDirection.NONE) {
            throw new InvalidInputException(name(call) + " opens no byte stream: use Host.call", null);
        }
        return encode(call);
    }

    private static Exchange encode(Call<?> call) {
        try {
            return new Exchange(call, Packet.encode(PacketHeader.call(call, 0), call));
        } catch (XdrLimitException limit) {
            throw new InvalidInputException(name(call) + " cannot be sent: " + limit.getMessage(), limit);
        } catch (NullPointerException missing) {
            throw new InvalidInputException(
                    name(call) + " cannot be sent: " + String.join(", ", nulls(call)) + " must not be null", missing);
        }
    }

    /** {@return the names of the fields that are null} Some of them may be. */
    private static List<String> nulls(Call<?> call) {
        List<String> names = new ArrayList<>();
        try {
            for (RecordComponent component : call.getClass().getRecordComponents()) {
                if (component.getAccessor().invoke(call) == null) {
                    names.add(component.getName());
                }
            }
        } catch (ReflectiveOperationException hidden) {
            // Then none is named.
        }
        return names.isEmpty() ? List.of("an element of a list") : names;
    }

    static <R extends XdrValue> R result(Lane lane, Exchange exchange, Call<R> call, Deadline deadline) {
        return CallLog.isOn(deadline.began())
                ? logged(lane, exchange, call, deadline)
                : answer(lane, exchange, call, deadline);
    }

    private static <R extends XdrValue> R logged(Lane lane, Exchange exchange, Call<R> call, Deadline deadline) {
        try {
            R answer = answer(lane, exchange, call, deadline);
            CallLog.answered(call, System.nanoTime() - deadline.began());
            return answer;
        } catch (RuntimeException failed) {
            CallLog.failed(call, System.nanoTime() - deadline.began(), failed);
            throw failed;
        }
    }

    private static <R extends XdrValue> R answer(Lane lane, Exchange exchange, Call<R> call, Deadline deadline) {
        boolean done = lane.await(exchange, deadline.at());
        Reply reply = exchange.reply();
        if (reply != null) {
            return read(reply, exchange, call);
        }
        boolean sent = exchange.connection() != null;
        ConnectionEnd end = exchange.end();
        if (done && end != null) {
            throw new ConnectionLostException(call, sent, end.detail(), end.cause());
        }
        throw unanswered(call, sent, deadline);
    }

    /** {@return why a call was given up: its thread was interrupted, or its time is up} */
    static NoAnswerException unanswered(Call<?> call, boolean sent, Deadline deadline) {
        return Thread.currentThread().isInterrupted()
                ? new CallInterruptedException(call, sent)
                : new DeadlineExceededException(call, sent, deadline.length());
    }

    /** Reads a reply. One that is malformed ends its connection: who knows what the next will be. */
    private static <R extends XdrValue> R read(Reply reply, Exchange exchange, Call<R> call) {
        try {
            return reply.read(call);
        } catch (MalformedDataException malformed) {
            RpcConnection connection = exchange.connection();
            if (connection != null) {
                connection.end(ConnectionEnd.malformed(malformed));
            }
            throw malformed;
        }
    }

    private static String name(Call<?> call) {
        return call.getClass().getSimpleName();
    }
}
