package dev.guestwire.rpc;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.XdrWriter;
import dev.guestwire.rpc.turn.Turns;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One call on its way: its packet, who waits for it, and at last its answer. */
final class Exchange implements Turns.Waiting {
    private static final int SERIAL_INDEX = 20;

    private final Call<?> call;
    private final XdrWriter packet;
    private final @Nullable Object place;

    private volatile Thread caller = Thread.currentThread();
    private volatile @Nullable RpcConnection connection;
    private volatile long sentAt;
    private volatile boolean waiting;
    private volatile boolean heldBack;
    private volatile boolean abandoned;
    private volatile @Nullable Reply reply;
    private volatile @Nullable ConnectionEnd end;
    private int serial;

    Exchange(Call<?> call, XdrWriter packet) {
        this.call = call;
        this.packet = packet;
        this.place = Turns.place(call);
    }

    @Override
    public @Nullable Object place() {
        return place;
    }

    @Override
    public void holdBack(boolean now) {
        heldBack = now;
    }

    boolean isHeldBack() {
        return heldBack;
    }

    Call<?> call() {
        return call;
    }

    Thread caller() {
        return caller;
    }

    boolean isVirtual() {
        return caller.isVirtual();
    }

    /** Gives the packet its serial and hands it out for sending. */
    ByteBuffer send(RpcConnection over, int number) {
        serial = number;
        packet.int32At(SERIAL_INDEX, number);
        sentAt = System.nanoTime();
        connection = over;
        return ByteBuffer.wrap(packet.array(), 0, packet.size());
    }

    int serial() {
        return serial;
    }

    /** {@return the connection it was sent over; null while it is queued} */
    @Nullable
    RpcConnection connection() {
        return connection;
    }

    boolean isAnsweredBy(PacketHeader header) {
        return header.serial() == serial
                && header.program() == call.program().id()
                && header.procedure() == call.number();
    }

    void complete(Reply answer) {
        reply = answer;
    }

    void fail(ConnectionEnd reason) {
        end = reason;
    }

    @Nullable
    Reply reply() {
        return reply;
    }

    @Nullable
    ConnectionEnd end() {
        return end;
    }

    boolean isDone() {
        return reply != null || end != null;
    }

    /** Says whether the current thread waits for it now, and so can take the lead. */
    void waiting(boolean now) {
        if (now) {
            caller = Thread.currentThread();
        }
        waiting = now;
    }

    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** {@return whether its caller can read for everybody} */
    boolean canLead(long now) {
        return waiting && !isPatient(now) && !caller.isVirtual();
    }

    /** {@return whether it has waited so long that a millisecond more does not matter} */
    boolean isPatient(long now) {
        return abandoned || now - sentAt > Lead.PATIENCE_NANOS;
    }

    long sentAt() {
        return sentAt;
    }
}
