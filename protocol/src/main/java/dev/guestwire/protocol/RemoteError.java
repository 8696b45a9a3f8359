package dev.guestwire.protocol;

import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.Network;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's "no", with all eleven fields of the wire.
 *
 * @param code what kind of failure
 * @param domain which part of libvirt says so
 * @param message the sentence for people
 * @param level how bad it is
 * @param dom unused by today's daemons
 * @param str1 usually the format of the message
 * @param str2 usually the detail in it
 * @param str3 a further detail
 * @param int1 often an errno, or -1
 * @param int2 a further number
 * @param net unused by today's daemons
 */
public record RemoteError(
        ErrorCode code,
        ErrorDomain domain,
        @Nullable String message,
        ErrorLevel level,
        @Nullable Domain dom,
        @Nullable String str1,
        @Nullable String str2,
        @Nullable String str3,
        int int1,
        int int2,
        @Nullable Network net)
        implements XdrValue {
    private static final int STRING_MAX = 4_194_304;

    /** {@return an error with a code, a domain and a message, the rest as daemons fill it} */
    public static RemoteError of(ErrorCode code, ErrorDomain domain, String message) {
        return new RemoteError(code, domain, message, ErrorLevel.ERROR, null, "%s", message, null, -1, -1, null);
    }

    @Override
    public void write(XdrWriter out) {
        out.int32(code.number());
        out.int32(domain.number());
        optional(out, message);
        out.int32(level.number());
        out.present(dom != null);
        if (dom != null) {
            dom.write(out);
        }
        optional(out, str1);
        optional(out, str2);
        optional(out, str3);
        out.int32(int1);
        out.int32(int2);
        out.present(net != null);
        if (net != null) {
            net.write(out);
        }
    }

    /** Reads an error. */
    public static RemoteError read(XdrReader in) {
        return new RemoteError(
                new ErrorCode(in.int32()),
                new ErrorDomain(in.int32()),
                optional(in),
                new ErrorLevel(in.int32()),
                in.present() ? Domain.read(in) : null,
                optional(in),
                optional(in),
                optional(in),
                in.int32(),
                in.int32(),
                in.present() ? Network.read(in) : null);
    }

    private static @Nullable String optional(XdrReader in) {
        return in.present() ? in.string(STRING_MAX) : null;
    }

    private static void optional(XdrWriter out, @Nullable String text) {
        out.present(text != null);
        if (text != null) {
            out.string(text, STRING_MAX, "error text");
        }
    }
}
