package dev.guestwire.migration;

import dev.guestwire.error.BusyException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.Evidence;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The source's daemon drives: one call, as long as the migration. */
final class PeerToPeer implements Drive {
    private static final int PEER2PEER = 1 << 1;

    private final MigrationRequest request;
    private final String uri;
    private volatile @Nullable String stopped;

    PeerToPeer(MigrationRequest request, String uri) {
        this.request = request;
        this.uri = uri;
    }

    @Override
    public Arrival run() {
        String why = stopped;
        if (why != null) {
            throw new JobNotCompletedException(request.toString(), Status.CANCELLED, why, Evidence.NONE.toString());
        }
        request.guest().host().call(call());
        return Arrival.SMOOTH;
    }

    DomainMigratePerform3Params call() {
        return new DomainMigratePerform3Params(
                request.guest().handle(), uri, request.params(), Bytes.EMPTY, request.flags() | PEER2PEER);
    }

    @Override
    public void stop(String reason) {
        stopped = reason;
    }

    /** One call does it all: these refusals come before a daemon has a job for it. */
    @Override
    public boolean neverBegan(LibvirtException why) {
        return why instanceof WrongStateException
                || why instanceof BusyException
                || why instanceof OperationTimedOutException
                || why instanceof NotFoundException
                || (why instanceof NoAnswerException lost && !lost.mayHaveRun());
    }

    /** A daemon that is asked to move a guest to itself does not notice in time. */
    static void mustBeAnotherHost(String uri) {
        URI parsed = parsed(uri);
        String authority = parsed.getRawAuthority() == null ? "" : parsed.getRawAuthority();
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (host.startsWith("localhost")) {
            throw new InvalidInputException("The destination " + uri + " is the guest's own host", null);
        }
        if (host.isEmpty() && !namesSocket(parsed)) {
            throw new InvalidInputException(
                    "The destination " + uri + " names no host, and no socket such as qemu+unix:///system?socket=/path",
                    null);
        }
    }

    private static boolean namesSocket(URI uri) {
        return uri.getScheme().endsWith("+unix")
                && uri.getRawQuery() != null
                && ("&" + uri.getRawQuery()).contains("&socket=");
    }

    private static URI parsed(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getScheme() == null) {
                throw new InvalidInputException("The destination " + uri + " names no driver, such as qemu", null);
            }
            return parsed;
        } catch (URISyntaxException malformed) {
            throw new InvalidInputException("The destination " + uri + " is not a URI", malformed);
        }
    }
}
