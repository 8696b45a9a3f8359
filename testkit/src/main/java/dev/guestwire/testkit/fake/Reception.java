package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.StreamDirection;
import dev.guestwire.protocol.XdrReader;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.lxc.LxcProgram;
import dev.guestwire.protocol.qemu.QemuProgram;
import dev.guestwire.protocol.remote.ConnectClose;
import dev.guestwire.protocol.remote.RemoteProgram;
import dev.guestwire.testkit.fake.Step.Send;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the packets of one connection. For the connection's reader. */
final class Reception {
    private final FakeConnection connection;
    private final Conversation conversation;
    private final Daemon daemon;
    private final @Nullable KeepAlive keepAlive;

    Reception(FakeConnection connection, Conversation conversation, Daemon daemon, @Nullable KeepAlive keepAlive) {
        this.connection = connection;
        this.conversation = conversation;
        this.daemon = daemon;
        this.keepAlive = keepAlive;
    }

    void receive(Packet packet) {
        PacketHeader header = packet.header();
        if (keepAlive != null) {
            keepAlive.heard();
        }
        if (header.program() == Program.KEEPALIVE.id()) {
            if (header.procedure() == StrayPackets.PING) {
                connection.pong();
            }
        } else if (header.type() == PacketType.CALL) {
            called(header, packet);
        } else if (endsStream(header) && connection.streams().remove(header.serial())) {
            connection.send(
                    new PacketHeader(
                            header.program(),
                            header.version(),
                            header.procedure(),
                            PacketType.STREAM,
                            header.serial(),
                            PacketStatus.OK),
                    out -> {});
        }
        // whatever else arrives is dropped, as libvirtd does with packets of streams it does not know
    }

    private static boolean endsStream(PacketHeader header) {
        return header.type() == PacketType.STREAM && header.status() != PacketStatus.CONTINUE;
    }

    private void called(PacketHeader header, Packet packet) {
        connection.callArrived();
        try {
            Call<?> call = read(header, packet.reader());
            daemon.calls().add(new ReceivedCall(connection, header.serial(), call));
            answer(header, call);
        } catch (RefusedException refused) {
            connection.reply(List.of(new Send(StrayPackets.encode(header.reply(PacketStatus.ERROR), refused.error))));
        }
    }

    private static Call<?> read(PacketHeader header, XdrReader in) throws RefusedException {
        Program program = Program.of(header.program()).orElse(Program.KEEPALIVE);
        if (header.version() != Program.VERSION || program == Program.KEEPALIVE) {
            throw new RefusedException(Refusals.unknownProgram(header));
        }
        if (header.status() != PacketStatus.OK) {
            throw new RefusedException(Refusals.unexpectedStatus(header.status() == PacketStatus.ERROR ? 1 : 2));
        }
        Call<?> call;
        try {
            call = switch (program) {
                case REMOTE -> RemoteProgram.readCall(header.procedure(), in);
                case QEMU -> QemuProgram.readCall(header.procedure(), in);
                case LXC -> LxcProgram.readCall(header.procedure(), in);
                case KEEPALIVE -> null;
            };
        } catch (MalformedXdrException malformed) {
            throw new RefusedException(Refusals.undecodable());
        }
        if (call == null) {
            throw new RefusedException(Refusals.unknownProcedure(header.procedure()));
        }
        return call;
    }

    private void answer(PacketHeader header, Call<?> call) {
        Answer<?> answer = choose(call);
        Optional<XdrValue> payload = answer.payload();
        conversation.answered(call, answer);
        if (call.stream() != StreamDirection.NONE && answer.succeeds()) {
            connection.streams().add(header.serial());
        }
        if (keepAlive != null && conversation.wantsPings()) {
            keepAlive.start();
        }
        if (payload.isEmpty()) {
            return;
        }
        List<Step> steps = steps(call, StrayPackets.encode(header.reply(answer.status()), payload.get()), answer);
        Runnable send = () -> {
            answer.events().forEach(connection::emit);
            connection.reply(steps);
            if (call instanceof ConnectClose && answer.succeeds()) {
                connection.endAfterReplies();
            }
        };
        answer.hold().or(() -> daemon.script().hold(call)).ifPresentOrElse(hold -> hold.keep(send), send);
    }

    private Answer<?> choose(Call<?> call) {
        try {
            return conversation
                    .outOfOrder(call)
                    .or(() -> daemon.script().answer(call))
                    .or(() -> daemon.registrations().answer(connection, call))
                    .orElseGet(() -> conversation.usualAnswer(call));
        } catch (Throwable failure) {
            daemon.failures().accept(new AssertionError("the script for " + call + " failed", failure));
            return Answer.error(Refusals.internal("the fake daemon's script failed: " + failure));
        }
    }

    private List<Step> steps(Call<?> call, Bytes packet, Answer<?> answer) {
        ReplyPacket reply = new ReplyPacket(call, packet);
        return answer.fault()
                .or(() -> daemon.script().fault(call))
                .or(() -> Optional.ofNullable(connection.lastingFault()).filter(fault -> fault.spoils(call)))
                .map(fault -> fault.delivery(reply))
                .orElseGet(() -> List.of(reply.whole()));
    }

    /**
     * What all connections of a daemon share.
     *
     * @param script what the test wants
     * @param registrations who listens to which events
     * @param calls what was asked
     * @param failures takes what a script threw
     */
    record Daemon(
            Script script, Registrations registrations, Journal<ReceivedCall> calls, Consumer<Throwable> failures) {}

    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient RemoteError error;

        RefusedException(RemoteError error) {
            super(error.message());
            this.error = error;
        }
    }
}
