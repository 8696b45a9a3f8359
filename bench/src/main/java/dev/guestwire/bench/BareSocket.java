package dev.guestwire.bench;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.XdrWriter;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.ConnectOpen;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What any client could reach at best: bytes made beforehand, answers counted and not read. One thread. */
final class BareSocket implements AutoCloseable {
    private static final int STATUS = 24;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);

    BareSocket(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        pingPong(packet(new AuthList()), 1);
        pingPong(packet(new ConnectOpen("test:///default", 0)), 1);
    }

    static byte[] packet(Call<?> call) {
        XdrWriter packet = Packet.encode(PacketHeader.call(call, 1), call);
        return Arrays.copyOf(packet.array(), packet.size());
    }

    /** Sends a packet and reads its answer, so many times. */
    void pingPong(byte[] packet, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.clear().put(packet).flip();
            channel.write(out);
            in.clear();
            do {
                if (channel.read(in) < 0) {
                    throw new IOException("the daemon closed the connection");
                }
            } while (in.position() < 4 || in.position() < in.getInt(0));
            if (in.getInt(STATUS) != 0) {
                throw new IOException("the daemon refused");
            }
        }
    }

    /** Sends packets in turn, so many in all, with so many under way. */
    void pipelined(List<byte[]> packets, int times, int window) throws IOException {
        int sent = 0;
        int answered = 0;
        in.clear();
        while (answered < times) {
            out.clear();
            while (sent < times && sent - answered < window && out.remaining() >= 128) {
                out.put(packets.get(sent++ % packets.size()));
            }
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            if (channel.read(in) < 0) {
                throw new IOException("the daemon closed the connection");
            }
            in.flip();
            while (in.remaining() >= 4 && in.remaining() >= in.getInt(in.position())) {
                in.position(in.position() + in.getInt(in.position()));
                answered++;
            }
            in.compact();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
