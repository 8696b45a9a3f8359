package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.ConnectOpen;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A socket with as little client around it as will do. */
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private int serial;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
    }

    static RawClient connect(FakeLibvirtd daemon) throws IOException {
        return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(daemon.socket())));
    }

    static RawClient open(FakeLibvirtd daemon) throws IOException {
        RawClient client = connect(daemon);
        client.ask(new ConnectOpen("test:///default", 0));
        return client;
    }

    /** Sends a call and returns its serial. */
    int send(Call<?> call) throws IOException {
        send(PacketHeader.call(call, ++serial), call);
        return serial;
    }

    void send(PacketHeader header, XdrValue payload) throws IOException {
        send(Packet.encode(header, payload).toByteArray());
    }

    void send(byte... bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Sends a call and takes the next packet for its answer. */
    <R extends XdrValue> R ask(Call<R> call) throws IOException {
        send(call);
        Packet reply = receive();
        if (reply.header().status() != PacketStatus.OK) {
            throw new AssertionError("refused: " + RemoteError.read(reply.reader()));
        }
        return call.readReply(reply.reader());
    }

    RemoteError askInVain(Call<?> call) throws IOException {
        send(call);
        return error(receive());
    }

    RemoteError error(Packet packet) {
        if (packet.header().status() != PacketStatus.ERROR) {
            throw new AssertionError("no error: " + packet);
        }
        return RemoteError.read(packet.reader());
    }

    Packet receive() throws IOException {
        return new PacketSource(channel).next().orElseThrow(() -> new AssertionError("the connection has ended"));
    }

    /** Reads until the end of the connection, at most some bytes. */
    Bytes read(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                break;
            }
        }
        return Bytes.of(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
