package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.XdrValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the fake daemon says to a call. Immutable; one answer may serve many calls.
 *
 * @param <R> what a daemon answers to the call when all is well
 */
public final class Answer<R extends XdrValue> {
    private final PacketStatus status;
    private final @Nullable XdrValue payload;
    private final Delivery delivery;

    private Answer(PacketStatus status, @Nullable XdrValue payload, Delivery delivery) {
        this.status = status;
        this.payload = payload;
        this.delivery = delivery;
    }

    /** {@return the answer with a result} */
    public static <R extends XdrValue> Answer<R> of(R reply) {
        return new Answer<>(PacketStatus.OK, reply, Delivery.PLAIN);
    }

    /** {@return the answer to a call without a result} */
    public static Answer<Empty> done() {
        return of(Empty.EMPTY);
    }

    /** {@return a refusal} */
    public static <R extends XdrValue> Answer<R> error(ErrorCode code, ErrorDomain domain, String message) {
        return error(RemoteError.of(code, domain, message));
    }

    /** {@return a refusal with all fields chosen} */
    public static <R extends XdrValue> Answer<R> error(RemoteError error) {
        return new Answer<>(PacketStatus.ERROR, error, Delivery.PLAIN);
    }

    /** {@return no answer, ever; the call stays in flight until its connection ends} */
    public static <R extends XdrValue> Answer<R> never() {
        return new Answer<>(PacketStatus.OK, null, Delivery.PLAIN);
    }

    /** {@return this answer, delivered with a fault, whatever faults are armed elsewhere} */
    public Answer<R> with(Fault fault) {
        return new Answer<>(status, payload, new Delivery(delivery.events, fault.forReplies(), delivery.hold));
    }

    /** {@return this answer, sent on the same connection right after some events} */
    public Answer<R> after(Event... before) {
        return new Answer<>(status, payload, new Delivery(List.of(before), delivery.fault, delivery.hold));
    }

    /** {@return this answer, kept back until the test releases it} */
    public Answer<R> heldBy(Hold hold) {
        return new Answer<>(status, payload, new Delivery(delivery.events, delivery.fault, hold));
    }

    PacketStatus status() {
        return status;
    }

    Optional<XdrValue> payload() {
        return Optional.ofNullable(payload);
    }

    List<Event> events() {
        return delivery.events;
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(delivery.fault);
    }

    Optional<Hold> hold() {
        return Optional.ofNullable(delivery.hold);
    }

    boolean succeeds() {
        return status == PacketStatus.OK && payload != null;
    }

    @Override
    public String toString() {
        return "Answer[" + (payload == null ? "never" : status + " " + payload) + "]";
    }

    private record Delivery(
            List<Event> events,
            @Nullable Fault fault,
            @Nullable Hold hold) {
        static final Delivery PLAIN = new Delivery(List.of(), null, null);
    }
}
