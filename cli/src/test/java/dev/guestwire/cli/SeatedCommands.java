package dev.guestwire.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A process that runs one command line after the other as {@link Main#main} does, with the standard output it was started with:
 * a terminal, or a file. The command lines come over a socket, and the exit codes go back over it.
 */
final class SeatedCommands {
    private SeatedCommands() {}

    /**
     * Runs command lines until nobody sends any more.
     *
     * @param arguments the socket, and the text that is printed after each command; empty if none
     */
    public static void main(String... arguments) throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(socket));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(socket));
            while (true) {
                String[] words = new String[in.readInt()];
                for (int i = 0; i < words.length; i++) {
                    words[i] = in.readUTF();
                }
                int code = run(words);
                System.out.print(arguments[1]);
                System.out.flush();
                System.err.flush();
                out.writeInt(code);
                out.flush();
            }
        } catch (EOFException noMore) {
            // as it shall end
        }
    }

    private static int run(String... words) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        OptionalInt quick = QuickStart.execute(out, err, words);
        int code = quick.isPresent() ? quick.getAsInt() : Main.run(out, err, words);
        out.flush();
        err.flush();
        return code;
    }
}
