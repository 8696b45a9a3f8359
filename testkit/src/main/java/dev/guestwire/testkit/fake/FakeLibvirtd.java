package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.XdrValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A libvirtd for tests: it listens on a real Unix socket, speaks libvirt's protocol, says what a test tells it to say,
 * and can break every rule on purpose.
 *
 * <p>Untold, it answers what a client says when it connects and closes, registers for events, and asks for a sign of
 * life, as libvirtd 9.0.0 with its test driver does; it refuses calls before CONNECT_OPEN; and any other call is an
 * "unknown procedure" to it. A script is a function from a call to its answer:
 *
 * <pre>{@code
 * try (FakeLibvirtd daemon = FakeLibvirtd.start()) {
 *     daemon.on(DomainGetInfo.class, call -> Answer.of(new DomainGetInfo.Reply(1, 2048, 2048, 1, 0)));
 *     daemon.faultNext(Fault.CUT_MID_PACKET);
 *     ...
 * }
 * }</pre>
 *
 * <p>What is said for a call is looked for in this order: the refusal that the order of calls demands, the queue of the
 * call's class, its script, the usual answer. Scripts run on the thread that reads the connection, one call after the
 * other: they must not block. A {@link Hold} lets calls hang.
 *
 * <p>Safe for use by any thread. What a script throws is answered with an error and thrown again by {@link #close}.
 */
public final class FakeLibvirtd implements AutoCloseable {
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final int LONGEST_PATH = 107;
    private static final int BACKLOG = 1024;

    private final String name = "fake-libvirtd-" + STARTED.incrementAndGet();
    private final Path folder;
    private final Path socket;
    private final Script script = new Script();
    private final Registrations registrations = new Registrations();
    private final Journal<ReceivedCall> calls = new Journal<>();
    private final Journal<FakeConnection> connections = new Journal<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private volatile ServerSocketChannel server;
    private volatile Thread acceptor;
    private volatile Conversation.Traits traits =
            new Conversation.Traits(List.of(0), List.of(8, 9, Conversation.KEEPALIVE, 14, 15, 16));
    private volatile KeepAlive.@Nullable Interval interval;
    private volatile int maxInFlight = Integer.MAX_VALUE;

    private FakeLibvirtd() throws IOException {
        folder = shortFolder();
        socket = folder.resolve("libvirt-sock");
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + " timer").factory());
        server = listen();
        acceptor = accepting();
    }

    /**
     * Starts a daemon on a socket in a new folder for temporary files.
     *
     * @throws UncheckedIOException if the socket cannot be made
     */
    public static FakeLibvirtd start() {
        try {
            return new FakeLibvirtd();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on a Unix socket", e);
        }
    }

    /** {@return the path of the socket} */
    public Path socket() {
        return socket;
    }

    /** {@return a connection URI that leads to the socket} */
    public String uri() {
        return "test+unix:///default?socket=" + socket;
    }

    /** Sets the answer to every call of a class. */
    public <R extends XdrValue, C extends Call<R>> FakeLibvirtd on(
            Class<C> type, Function<? super C, ? extends Answer<R>> answer) {
        script.rule(type, call -> answer.apply(type.cast(call)));
        return this;
    }

    /** Sets one result for every call of a class. */
    public <R extends XdrValue, C extends Call<R>> FakeLibvirtd reply(Class<C> type, R reply) {
        return on(type, call -> Answer.of(reply));
    }

    /** Adds an answer for one call of a class. The queue goes before the script. */
    public <R extends XdrValue, C extends Call<R>> FakeLibvirtd enqueue(Class<C> type, Answer<R> answer) {
        script.enqueue(type, answer);
        return this;
    }

    /** {@return a new keeper of all further answers to calls of a class, where the answer has no keeper of its own} */
    public Hold hold(Class<? extends Call<?>> type) {
        Hold hold = new Hold();
        script.hold(type, hold);
        return hold;
    }

    /** Answers no call from now on, on connections that come later neither; pings are answered. */
    public void silence() {
        script.silence();
    }

    /** Arms a fault for the next reply that it fits, or for the next connection. */
    public FakeLibvirtd faultNext(Fault fault) {
        script.faultNext(fault);
        return this;
    }

    /** Arms a fault for every reply that it fits, or for every connection. */
    public FakeLibvirtd faultEvery(Fault fault) {
        script.faultEvery(fault);
        return this;
    }

    /** Arms a fault for every reply to calls of a class. */
    public FakeLibvirtd faultEvery(Class<? extends Call<?>> type, Fault fault) {
        script.faultEvery(type, fault.forReplies());
        return this;
    }

    /** Sets the ways to authenticate, for connections that come later: 0 none, 1 SASL, 2 polkit. */
    public FakeLibvirtd authTypes(Integer... types) {
        traits = new Conversation.Traits(List.of(types), traits.features());
        return this;
    }

    /** Sets whether the daemon has a feature, by libvirt's number, for connections that come later. */
    public FakeLibvirtd feature(int number, boolean supported) {
        TreeSet<Integer> features = new TreeSet<>(traits.features());
        if (supported) {
            features.add(number);
        } else {
            features.remove(number);
        }
        traits = new Conversation.Traits(traits.authTypes(), List.copyOf(features));
        return this;
    }

    /**
     * Makes the daemon ping clients that come later, once they ask for feature 10, and drop those that stay silent.
     *
     * @param silence how long a client may say nothing before a ping
     * @param count how many pings may stay unanswered
     */
    public FakeLibvirtd pingAfter(Duration silence, int count) {
        interval = new KeepAlive.Interval(silence, count);
        return this;
    }

    /** Stops reading a connection that has five calls in flight, as libvirtd does; for connections that come later. */
    public FakeLibvirtd maxClientRequests() {
        return maxClientRequests(5);
    }

    /** Stops reading a connection that has as many calls in flight; for connections that come later. */
    public FakeLibvirtd maxClientRequests(int limit) {
        maxInFlight = limit;
        return this;
    }

    /** Sends an event on every open connection, whether or not it was asked for there. */
    public void emit(Event event) {
        openConnections().forEach(connection -> connection.emit(event));
    }

    /** {@return the open connections that are registered for some event} */
    public List<FakeConnection> subscribers() {
        return openConnections().stream().filter(registrations::has).toList();
    }

    /** {@return every connection accepted so far, the ended ones too} */
    public List<FakeConnection> connections() {
        return connections.all();
    }

    /**
     * {@return the first connection not returned before}
     *
     * @throws AssertionError if none comes within the time
     */
    public FakeConnection nextConnection(Duration timeout) throws InterruptedException {
        return connections.next(any -> true, "connection", timeout);
    }

    /** {@return every call received so far, those of the opening conversation too, in the order of arrival} */
    public List<ReceivedCall> calls() {
        return calls.all();
    }

    /** {@return the calls of a class received so far} */
    public <C extends Call<?>> List<C> calls(Class<C> type) {
        return calls().stream()
                .map(ReceivedCall::call)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /**
     * {@return the first call not returned before}
     *
     * @throws AssertionError if none comes within the time
     */
    public ReceivedCall nextCall(Duration timeout) throws InterruptedException {
        return calls.next(any -> true, "call", timeout);
    }

    /**
     * {@return the first call of a class not returned before}; other calls are passed over, and stay
     *
     * @throws AssertionError if none comes within the time
     */
    public <C extends Call<?>> C nextCall(Class<C> type, Duration timeout) throws InterruptedException {
        return type.cast(calls.next(received -> type.isInstance(received.call()), type.getSimpleName(), timeout)
                .call());
    }

    /** Ends everything at once and leaves the socket file behind, as {@code kill -9} does. */
    public void kill() {
        stopListening();
        connections().forEach(FakeConnection::cut);
    }

    /** Listens again after {@link #kill}, on the same path and with the same script. */
    public void restart() {
        try {
            Files.deleteIfExists(socket);
            server = listen();
            acceptor = accepting();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + socket, e);
        }
    }

    /**
     * Ends the connections and threads, and removes the socket.
     *
     * @throws AssertionError if a script failed
     */
    @Override
    public void close() {
        kill();
        timer.shutdownNow();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            failures.add(e);
        }
        rethrow();
    }

    /** {@return where it listens} */
    @Override
    public String toString() {
        return "fake daemon at " + socket;
    }

    private void rethrow() {
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(failures.getFirst().getMessage(), failures.getFirst());
            failures.stream().skip(1).forEach(error::addSuppressed);
            failures.clear();
            throw error;
        }
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
        return listening;
    }

    private Thread accepting() {
        ServerSocketChannel listening = server;
        return begin("accept", () -> accept(listening));
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                FakeConnection connection = serve(listening.accept());
                if (!listening.isOpen()) {
                    connection.cut();
                }
            }
        } catch (IOException closed) {
            // close and kill end the listening this way
        }
    }

    List<Thread> threads() {
        return List.copyOf(threads);
    }

    private FakeConnection serve(SocketChannel channel) {
        FakeConnection connection = new FakeConnection(connections.all().size() + 1, channel);
        connections.add(connection);
        if (script.cutsAfterAccept()) {
            connection.cut();
            return connection;
        }
        KeepAlive.Interval pings = interval;
        KeepAlive keepAlive = pings == null ? null : new KeepAlive(connection, timer, pings);
        Reception reception = new Reception(
                connection,
                new Conversation(traits),
                new Reception.Daemon(script, registrations, calls, failures::add),
                keepAlive);
        int limit = maxInFlight;
        begin("reader " + connection.number(), () -> {
            connection.read(reception, limit);
            registrations.forget(connection);
        });
        begin("writer " + connection.number(), connection::write);
        return connection;
    }

    private Thread begin(String role, Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().name(name + " " + role).unstarted(work);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private List<FakeConnection> openConnections() {
        return connections().stream().filter(FakeConnection::isOpen).toList();
    }

    private void stopListening() {
        try {
            server.close();
            // clients can still connect while the thread is in accept
            acceptor.join();
        } catch (IOException e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path shortFolder() throws IOException {
        Path usual = Files.createTempDirectory("fake");
        if (usual.resolve("libvirt-sock").toString().length() <= LONGEST_PATH) {
            return usual;
        }
        Files.delete(usual);
        return Files.createTempDirectory(Path.of("/tmp"), "fake");
    }
}
