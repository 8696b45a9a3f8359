package dev.guestwire.cli;

import dev.guestwire.cli.output.Row;
import dev.guestwire.cli.output.Table;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Has two cores load what a command needs a little later. The longest comes first and alone: the JDK's Unix sockets start
 * its random generator with all security providers.
 */
final class Ahead {
    private Ahead() {}

    /** Begins. Nobody waits for what another thread still loads, but the JVM when it is needed. */
    static void load() {
        Thread thread = new Thread(() -> open(StandardProtocolFamily.UNIX), "guestwire-ahead");
        thread.setDaemon(true);
        thread.start();
        Table.lines(List.of("guest"), List.of(new Row().with("guest", "")), UnaryOperator.identity());
        open(StandardProtocolFamily.INET);
    }

    private static void open(ProtocolFamily family) {
        try (SocketChannel channel = SocketChannel.open(family);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false).register(selector, 0);
        } catch (IOException | UnsupportedOperationException e) {
            // Who needs it will be told.
        }
    }
}
