package dev.guestwire.cli.document;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.PlainText;
import dev.guestwire.protocol.ErrorCode;
import java.util.Optional;
import java.util.function.Function;

/** Documents that libvirt's schema refuses and that libvirt takes: its schema knows less than its parser. */
final class Schema {
    /** The field of JSON with what the schema says of a document that was taken all the same. */
    static final String FIELD = "schemaWarning";

    private Schema() {}

    /**
     * What came of a call with a document.
     *
     * @param result what the call gave
     * @param warning what the schema says against the document, none if nothing
     */
    record Taken<T>(T result, Optional<String> warning) {}

    /**
     * Has libvirt check a document while it takes it, and take it all the same if only its schema refuses it.
     *
     * @param call makes the call; given whether the schema is asked
     * @throws CallFailedException if libvirt refuses the document without its schema, too
     */
    static <T> Taken<T> take(Function<Boolean, T> call) {
        try {
            return new Taken<>(call.apply(true), Optional.empty());
        } catch (CallFailedException refused) {
            if (!isRefusal(refused)) {
                throw refused;
            }
            return new Taken<>(call.apply(false), Optional.of(reason(refused)));
        }
    }

    /** {@return whether it is libvirt's schema that refuses} */
    static boolean isRefusal(CallFailedException refused) {
        return refused.code().equals(ErrorCode.XML_INVALID_SCHEMA);
    }

    /** {@return what the schema says against a document} */
    static String reason(CallFailedException refused) {
        return PlainText.line(Optional.ofNullable(refused.error().message()).orElse("it gives no reason"));
    }

    /** {@return a line for people} */
    static String warning(String reason) {
        return "warning: libvirt takes the document, but its schema does not: " + reason;
    }
}
