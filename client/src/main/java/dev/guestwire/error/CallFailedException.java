package dev.guestwire.error;

import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import java.util.Optional;

/** The daemon answered a call with "no". Subclasses exist for the few reasons that callers branch on daily. */
public sealed class CallFailedException extends LibvirtException
        permits NotFoundException,
                AlreadyExistsException,
                AgentUnavailableException,
                UnsupportedException,
                BusyException,
                WrongStateException,
                OperationTimedOutException {
    private static final long serialVersionUID = 1;

    private final transient Call<?> call;
    private final transient RemoteError error;

    CallFailedException(Call<?> call, RemoteError error) {
        this(call, error, sentence(call, error));
    }

    CallFailedException(Call<?> call, RemoteError error, String sentence) {
        super(sentence, null);
        this.call = call;
        this.error = error;
    }

    /** {@return the exception for an answer to a call: this class or the subclass for its code} */
    public static CallFailedException of(Call<?> call, RemoteError error) {
        RemoteError told = Quotation.removed(call, error);
        return switch (Refusal.of(told)) {
            case NOT_FOUND -> new NotFoundException(call, told);
            case ALREADY_EXISTS -> new AlreadyExistsException(call, told);
            case AGENT_UNAVAILABLE -> new AgentUnavailableException(call, told);
            case UNSUPPORTED -> new UnsupportedException(call, told);
            case BUSY -> new BusyException(call, told);
            case WRONG_STATE -> new WrongStateException(call, told);
            case TIMED_OUT -> new OperationTimedOutException(call, told);
            case OTHER -> new CallFailedException(call, told);
        };
    }

    /** {@return the call that was refused} */
    public final Call<?> call() {
        return call;
    }

    /** {@return the daemon's answer with all its fields, without the line of a document that libvirt's parser quotes} */
    public final RemoteError error() {
        return error;
    }

    /** {@return what kind of failure, by libvirt's number} */
    public final ErrorCode code() {
        return error.code();
    }

    /** {@return which part of libvirt refused} */
    public final ErrorDomain domain() {
        return error.domain();
    }

    /** {@return what the call was about; empty if it was about the host} */
    public final Optional<Subject> subject() {
        return Subject.of(call);
    }

    /** {@return the name of the guest that the call was about, if it was about one, or defined one} */
    public final Optional<String> guest() {
        return call instanceof AboutDomain about
                ? Optional.of(about.dom().name())
                : subject().filter(one -> one.kind() == Subject.Kind.GUEST).map(Subject::name);
    }

    @Override
    public Optional<Hint> hint() {
        return Hint.of(call, error);
    }

    /** The fields of a lookup; the daemon does not always repeat them. */
    private static String sought(Call<?> call) {
        String fields = call.toString();
        return " of " + fields.substring(fields.indexOf('[') + 1, fields.length() - 1);
    }

    private static String sentence(Call<?> call, RemoteError error) {
        String name = call.getClass().getSimpleName();
        String about = Subject.about(call);
        StringBuilder text = new StringBuilder(name);
        text.append(about.isEmpty() && name.contains("LookupBy") ? sought(call) : about);
        text.append(" failed: ").append(error.message() == null ? "no message" : error.message());
        text.append(" (").append(error.code());
        if (error.domain().number() != 0) {
            text.append(", ").append(error.domain());
        }
        text.append(')');
        if (error.code().equals(ErrorCode.OPERATION_DENIED)) {
            text.append(". If the host was opened read-only, open it for writing");
        }
        return text.toString();
    }
}
