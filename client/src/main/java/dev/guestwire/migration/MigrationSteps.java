package dev.guestwire.migration;

import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainMigrateBegin3Params;
import dev.guestwire.protocol.remote.DomainMigrateConfirm3Params;
import dev.guestwire.protocol.remote.DomainMigrateFinish3Params;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainMigratePrepare3Params;
import dev.guestwire.rpc.turn.Journal;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The five calls of a managed migration, each with what the one before it left. For one thread. */
final class MigrationSteps {
    private static final Journal LOG = new Journal("dev.guestwire.migration");
    private static final int CHANGE_PROTECTION = 1 << 8;
    private static final int ABORT_ON_ERROR = 1 << 12;
    private static final int AUTO_CONVERGE = 1 << 13;
    private static final String MEETING_POINT = "migrate_uri";

    private final Host source;
    private final Host destination;
    private final Domain guest;
    private final int sourceFlags;
    private final boolean protects;
    private int destinationFlags;
    private List<TypedParam> params;
    private Bytes cookie = Bytes.EMPTY;

    /**
     * Creates them.
     *
     * @param protects whether the source keeps others from changing the guest until {@link #confirm}
     * @param source a session for nothing else
     * @param destination a session for nothing else
     */
    MigrationSteps(MigrationRequest request, boolean protects, Host source, Host destination) {
        this.guest = request.guest().handle();
        this.params = request.params();
        this.protects = protects;
        this.sourceFlags = (request.flags() & ~CHANGE_PROTECTION) | (protects ? CHANGE_PROTECTION : 0);
        this.source = source;
        this.destination = destination;
    }

    void begin() {
        var reply = source.call(new DomainMigrateBegin3Params(guest, params, sourceFlags));
        cookie = reply.cookieOut();
        say(TypedParam.ofText("destination_xml", reply.xml()));
    }

    /** Has the destination wait for the guest. */
    void prepare(int moreFlags) {
        destinationFlags = (sourceFlags & ~(ABORT_ON_ERROR | AUTO_CONVERGE | CHANGE_PROTECTION)) | moreFlags;
        var reply = destination.call(new DomainMigratePrepare3Params(params, cookie, destinationFlags));
        cookie = reply.cookieOut();
        String uri = reply.uriOut();
        if (uri != null) {
            say(TypedParam.ofText(MEETING_POINT, uri));
        }
    }

    /** Checks that the hypervisors will know where to meet. */
    void requireMeetingPoint() {
        if (params.stream().noneMatch(param -> param.field().equals(MEETING_POINT))) {
            throw new InvalidInputException(
                    "The destination of guest " + guest.name() + " does not say where it listens: name a migrate URI",
                    null);
        }
    }

    /** Copies the guest. If that fails it leaves no cookie: the destination would take its own for that of a guest of its own. */
    void perform() {
        Bytes prepared = cookie;
        cookie = Bytes.EMPTY;
        var reply = source.call(new DomainMigratePerform3Params(guest, null, params, prepared, sourceFlags));
        cookie = reply.cookieOut();
    }

    /** Copies nothing. The destination takes its own cookie for that of a guest that never left it, and refuses it. */
    void skip() {
        cookie = Bytes.EMPTY;
    }

    /** Has the destination go on with the guest. */
    void finish() {
        var reply = destination.call(finishing(0));
        cookie = reply.cookieOut();
    }

    private DomainMigrateFinish3Params finishing(int cancelled) {
        if (params.stream().noneMatch(param -> param.field().equals("destination_name"))) {
            say(TypedParam.ofText("destination_name", guest.name()));
        }
        return new DomainMigrateFinish3Params(params, cookie, destinationFlags, cancelled);
    }

    /** Has the destination forget the guest. {@return its complaint, if it has one} */
    Optional<CallFailedException> finishCancelled() {
        cookie = Bytes.EMPTY;
        try {
            destination.call(finishing(1));
            return Optional.empty();
        } catch (CallFailedException said) {
            return Optional.of(said);
        } catch (LibvirtException lost) {
            LOG.log(Level.DEBUG, "the destination could not be told that nothing comes", lost);
            return Optional.empty();
        }
    }

    /** Has the source let go of the guest, or take it back. */
    void confirm(boolean moved) {
        source.call(new DomainMigrateConfirm3Params(
                guest, params, moved ? cookie : Bytes.EMPTY, sourceFlags, moved ? 0 : 1));
    }

    /** Has the source end a migration that never came to copying. */
    void confirmNothing() {
        if (!protects) {
            return;
        }
        try {
            confirm(false);
        } catch (LibvirtException unheard) {
            LOG.log(Level.DEBUG, "the source could not be told; the end of its connection says it as well", unheard);
        }
    }

    private void say(TypedParam param) {
        List<TypedParam> said = new ArrayList<>(params);
        said.removeIf(other -> other.field().equals(param.field()));
        said.add(param);
        params = said;
    }

    static boolean isAborted(CallFailedException refused) {
        return refused.code().equals(ErrorCode.OPERATION_ABORTED);
    }

    static boolean isVague(CallFailedException refused) {
        return refused.domain().equals(ErrorDomain.QEMU) && refused.code().equals(ErrorCode.OPERATION_FAILED);
    }

    static boolean isTelling(CallFailedException refused) {
        return refused.domain().equals(ErrorDomain.QEMU) && !refused.code().equals(ErrorCode.MIGRATE_FINISH_OK);
    }
}
