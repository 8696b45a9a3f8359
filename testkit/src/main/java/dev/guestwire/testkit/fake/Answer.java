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
    private final List<Event> events;
    private final @Nullable Fault fault;
    private final @Nullable Hold hold;

    private Answer(
            PacketStatus status,
            @Nullable XdrValue payload,
            List<Event> events,
            @Nullable Fault fault,
            @Nullable Hold hold) {
        this.status = status;
        this.payload = payload;
        this.events = events;
        this.fault = fault;
        this.hold = hold;
    }

    /** {@return the answer with a result} */
    public static <R extends XdrValue> Answer<R> of(R reply) {
        return new Answer<>(PacketStatus.OK, reply, List.of(), null, null);
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
        return new Answer<>(PacketStatus.ERROR, error, List.of(), null, null);
    }

    /** {@return no answer, ever; the call stays in flight until its connection ends} */
    public static <R extends XdrValue> Answer<R> never() {
        return new Answer<>(PacketStatus.OK, null, List.of(), null, null);
    }

    /** {@return this answer, delivered with a fault, whatever faults are armed elsewhere} */
    public Answer<R> with(Fault delivery) {
        return new Answer<>(status, payload, events, delivery.forReplies(), hold);
    }

    /** {@return this answer, sent on the same connection right after some events} */
    public Answer<R> after(Event... before) {
        return new Answer<>(status, payload, List.of(before), fault, hold);
    }

    /** {@return this answer, kept back until the test releases it} */
    public Answer<R> heldBy(Hold keeper) {
        return new Answer<>(status, payload, events, fault, keeper);
    }

    PacketStatus status() {
        return status;
    }

    Optional<XdrValue> payload() {
        return Optional.ofNullable(payload);
    }

    List<Event> events() {
        return events;
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    Optional<Hold> hold() {
        return Optional.ofNullable(hold);
    }

    boolean succeeds() {
        return status == PacketStatus.OK && payload != null;
    }

    @Override
    public String toString() {
        return "Answer[" + (payload == null ? "never" : status + " " + payload) + "]";
    }
}
