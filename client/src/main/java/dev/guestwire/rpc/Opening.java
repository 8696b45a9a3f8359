package dev.guestwire.rpc;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectFailedException.Attempt;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.AuthPolkit;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.transport.LibvirtUri;
import java.util.List;

/**
 * The opening conversation: authentication, keepalive, open, features; in this order, one after the other, since a daemon
 * may answer calls in another order than they came.
 */
final class Opening {
    private static final String POLKIT = "A program cannot answer polkit's question for a password: join the group"
            + " 'libvirt' or add a polkit rule for org.libvirt.unix.manage";
    private static final int READ_ONLY = 1;
    private static final int AUTH_NONE = 0;
    private static final int AUTH_POLKIT = 2;
    private static final int FEATURE_KEEPALIVE = 10;
    private static final int FEATURE_EVENT_CALLBACK = 14;
    private static final int FEATURE_CLOSE_CALLBACK = 15;

    private final LibvirtUri uri;
    private final RpcOptions options;
    private final RpcConnection connection;
    private final Deadline deadline;

    /** Creates one that is over when the deadline is, however many questions it takes. */
    Opening(LibvirtUri uri, RpcOptions options, RpcConnection connection, Deadline deadline) {
        this.uri = uri;
        this.options = options;
        this.connection = connection;
        this.deadline = deadline;
    }

    /** Asks what is needed for a kind of lane. A daemon that was asked for pings drops those who do not read for a while. */
    Lanes.Greeting converse(String socket, LaneKind kind) {
        boolean forEvents = kind == LaneKind.EVENTS;
        authenticate(authentications(), List.of(new Attempt(socket, "connected")));
        boolean keepAlive = kind != LaneKind.STREAM && supports(FEATURE_KEEPALIVE);
        connection.daemonPongs(keepAlive);
        ask(new ConnectOpen(uri.nameForDaemon(), options.readOnly() ? READ_ONLY : 0));
        return new Lanes.Greeting(
                socket,
                keepAlive,
                forEvents && supports(FEATURE_EVENT_CALLBACK),
                forEvents && supports(FEATURE_CLOSE_CALLBACK));
    }

    private List<Integer> authentications() {
        try {
            return ask(new AuthList()).types();
        } catch (UnsupportedException oldDaemon) {
            return List.of(AUTH_NONE);
        }
    }

    private void authenticate(List<Integer> kinds, List<Attempt> reached) {
        if (kinds.isEmpty() || kinds.contains(AUTH_NONE)) {
            return;
        }
        if (!kinds.contains(AUTH_POLKIT)) {
            throw new ConnectFailedException(
                    uri.toString(),
                    "the daemon asks for a SASL login, which this release cannot give. Use a socket with auth \"none\" or"
                            + " \"polkit\" (auth_unix_rw in the daemon's configuration)",
                    reached,
                    null);
        }
        if (ask(new AuthPolkit()).complete() == 0) {
            throw new ConnectFailedException(uri.toString(), "polkit did not let us in. " + POLKIT, reached, null);
        }
    }

    private boolean supports(int feature) {
        try {
            return ask(new ConnectSupportsFeature(feature)).supported() != 0;
        } catch (CallFailedException unknown) {
            return false;
        }
    }

    private <R extends XdrValue> R ask(Call<R> call) {
        return connection.callDirectly(call, deadline);
    }

    /** {@return what to tell a user whose opening conversation failed} */
    static String advice(LibvirtException failure) {
        if (failure instanceof ConnectionLostException) {
            return "the daemon closed the connection in the opening conversation (" + failure.getMessage()
                    + "). Its log may tell why; often it has too many clients, or it is no libvirt daemon";
        }
        if (failure instanceof MalformedDataException) {
            return "what answers is no libvirt daemon: " + failure.getMessage();
        }
        if (!(failure instanceof CallFailedException refused)) {
            return "the daemon does not answer (" + failure.getMessage() + "). Is it hung?";
        }
        String said = "the daemon refused: " + refused.error().message();
        ErrorCode code = refused.code();
        if (code.equals(ErrorCode.AUTH_UNAVAILABLE)
                || code.equals(ErrorCode.AUTH_FAILED)
                || code.equals(ErrorCode.AUTH_CANCELLED)) {
            return said + ". " + POLKIT;
        }
        return said;
    }
}
