package dev.guestwire.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectFailedException.Attempt;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.ConnectClose;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.rpc.turn.CallLog;
import dev.guestwire.transport.LibvirtUri;
import dev.guestwire.transport.SocketSearch;
import dev.guestwire.transport.UnixTransport;
import dev.guestwire.transport.UriTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens connections: finds the socket, connects, and holds the opening conversation. */
final class Dialing implements Lane.Dialer {
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final int LONGEST_PATH = 107;

    private final LibvirtUri uri;
    private final RpcOptions options;
    private final SocketSearch search;
    private final Consumer<ConnectionEnd> onEnd;

    private volatile @Nullable Path socket;
    private volatile Lanes.@Nullable Greeting greeting;

    Dialing(LibvirtUri uri, RpcOptions options, SocketSearch search, Consumer<ConnectionEnd> onEnd) {
        this.uri = uri;
        this.options = options;
        this.search = search;
        this.onEnd = onEnd;
    }

    @Override
    public RpcOptions options() {
        return options;
    }

    @Override
    public void ended(ConnectionEnd end) {
        onEnd.accept(end);
    }

    String uri() {
        return uri.toString();
    }

    Lanes.Greeting greeting() {
        Lanes.Greeting said = greeting;
        if (said == null) {
            throw new IllegalStateException("no connection was opened yet");
        }
        return said;
    }

    @Override
    public RpcConnection dial(Lane lane, Deadline deadline) {
        return dial(lane, deadline, null);
    }

    RpcConnection dial(Lane lane, Deadline deadline, RpcConnection.@Nullable Sink sink) {
        Deadline soonest = deadline.orSooner(Deadline.of(options.deadline()));
        RpcConnection connection = new RpcConnection(lane, connect(soonest), sink);
        try {
            connection.start();
            Opening opening = new Opening(uri, options, connection, soonest);
            Lanes.Greeting said = opening.converse(String.valueOf(socket), lane.kind());
            greeting = greeting == null || lane.kind() == LaneKind.EVENTS ? said : greeting;
            CallLog.opened(lane.name(), String.valueOf(socket));
            return connection;
        } catch (CallInterruptedException interrupted) {
            connection.hangUp();
            throw interrupted;
        } catch (CallFailedException | NoAnswerException | MalformedDataException refused) {
            connection.hangUp();
            throw new ConnectFailedException(
                    uri.toString(),
                    Opening.advice(refused),
                    List.of(new Attempt(String.valueOf(socket), "connected")),
                    refused);
        } catch (RuntimeException | Error failed) {
            connection.hangUp();
            throw failed;
        }
    }

    private UnixTransport connect(Deadline deadline) {
        if (uri.transport() != UriTransport.UNIX) {
            throw new ConnectFailedException(
                    uri.toString(),
                    "this release reaches Unix sockets only. Forward the remote daemon's socket, for instance with"
                            + " 'ssh -N -L /tmp/remote-sock:/var/run/libvirt/libvirt-sock HOST', and connect to "
                            + uri.driver() + "+unix://" + uri.path() + "?socket=/tmp/remote-sock",
                    List.of(),
                    null);
        }
        Path known = socket;
        List<Path> candidates = known != null ? List.of(known) : search.candidates(uri, options.readOnly());
        List<Attempt> attempts = new ArrayList<>();
        IOException last = null;
        for (Path candidate : candidates) {
            try {
                UnixTransport transport = UnixTransport.connect(candidate, deadline.at());
                socket = candidate;
                return transport;
            } catch (ClosedByInterruptException | InterruptedIOException interrupted) {
                throw new CallInterruptedException(new ConnectOpen(uri.nameForDaemon(), 0), false);
            } catch (IOException failed) {
                last = failed;
                attempts.add(new Attempt(candidate.toString(), problem(candidate, failed)));
            } catch (IllegalArgumentException unusable) {
                attempts.add(new Attempt(candidate.toString(), String.valueOf(unusable.getMessage())));
            }
        }
        throw new ConnectFailedException(uri.toString(), SocketAdvice.of(attempts, uri), attempts, last);
    }

    static String problem(Path socket, IOException failed) {
        String message = String.valueOf(failed.getMessage());
        if (message.contains("oo many open files")) {
            return SocketAdvice.NO_DESCRIPTOR;
        }
        if (message.contains("annot allocate memory") || message.contains("o buffer space")) {
            return SocketAdvice.NO_MEMORY;
        }
        if (socket.toString().getBytes(UTF_8).length > LONGEST_PATH) {
            return SocketAdvice.TOO_LONG;
        }
        if (failed instanceof UnixTransport.QueueFullException) {
            return SocketAdvice.FULL;
        }
        if (Files.notExists(socket)) {
            return SocketAdvice.MISSING;
        }
        if (message.contains("ermission denied")) {
            return SocketAdvice.FORBIDDEN;
        }
        return message.contains("refused") ? SocketAdvice.DEAD : message;
    }

    /** Says goodbye where the daemon can listen, so that its log does not speak of a lost client; in a second at most. */
    static void sayGoodbye(List<RpcConnection> connections) {
        Deadline deadline = Deadline.of(GOODBYE);
        for (RpcConnection connection : connections) {
            try {
                connection.callDirectly(new ConnectClose(), deadline);
            } catch (RuntimeException unheard) {
                // closing the socket says it as well
            }
        }
    }
}
