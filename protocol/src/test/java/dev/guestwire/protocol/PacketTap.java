package dev.guestwire.protocol;

import dev.guestwire.protocol.lxc.LxcProgram;
import dev.guestwire.protocol.qemu.QemuProgram;
import dev.guestwire.protocol.remote.RemoteProgram;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and libvirtd and writes every packet to a file: for the next golden packet, see
 * docs/protocol.md. Ends with its process.
 *
 * <p>Arguments: the socket to listen on, the daemon's socket, the folder for the packets.
 */
final class PacketTap {
    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();

    private PacketTap(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        PacketTap tap = new PacketTap(Files.createDirectories(Path.of(args[2])));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(args[0]));
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(args[1]));
                Thread.ofVirtual().start(() -> tap.pass(client, daemon, "client"));
                Thread.ofVirtual().start(() -> tap.pass(daemon, client, "daemon"));
            }
        }
    }

    private void pass(SocketChannel from, SocketChannel to, String sender) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(from));
            OutputStream out = Channels.newOutputStream(to);
            while (true) {
                XdrWriter packet = new XdrWriter();
                packet.int32(in.readInt());
                byte[] rest = in.readNBytes(new XdrReader(packet.toByteArray()).int32() - PacketHeader.LENGTH_SIZE);
                byte[] whole = new byte[PacketHeader.LENGTH_SIZE + rest.length];
                System.arraycopy(packet.array(), 0, whole, 0, PacketHeader.LENGTH_SIZE);
                System.arraycopy(rest, 0, whole, PacketHeader.LENGTH_SIZE, rest.length);
                save(whole, sender);
                out.write(whole);
            }
        } catch (EOFException done) {
            System.out.println(sender + " is done");
        } catch (IOException broken) {
            System.out.println(sender + " broke off: " + broken.getMessage());
        }
    }

    private void save(byte[] packet, String sender) throws IOException {
        PacketHeader header = PacketHeader.read(new XdrReader(packet, PacketHeader.LENGTH_SIZE, packet.length));
        String kind =
                (header.status() == PacketStatus.ERROR ? "error" : header.type().name()).toLowerCase(Locale.ROOT);
        String name = name(header) + "." + kind;
        String file = "%03d-%s.txt".formatted(count.incrementAndGet(), name);
        Files.writeString(folder.resolve(file), HexFile.text(name + ", captured from libvirt's " + sender, packet));
    }

    private static String name(PacketHeader header) {
        if (header.program() == Program.KEEPALIVE.id()) {
            return header.procedure() == 1 ? "ping" : "pong";
        }
        for (List<Procedure> all :
                List.of(RemoteProgram.procedures(), QemuProgram.procedures(), LxcProgram.procedures())) {
            for (Procedure procedure : all) {
                if (procedure.program().id() == header.program() && procedure.number() == header.procedure()) {
                    return procedure.name();
                }
            }
        }
        return "unknown";
    }
}
