package dev.guestwire.error;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.RemoteError;
import org.jspecify.annotations.Nullable;

/** The line of a document at which libvirt's parser stopped, as its errors quote it. It may hold a password. */
final class Quotation {
    private Quotation() {}

    /** {@return an error without the quotation; what is said of it, and the line's number, stay} */
    static RemoteError removed(RemoteError error) {
        boolean quotes =
                error.code().equals(ErrorCode.XML_ERROR) || error.code().equals(ErrorCode.XML_DETAIL);
        return quotes ? firstLines(error) : error;
    }

    private static RemoteError firstLines(RemoteError error) {
        return new RemoteError(
                error.code(),
                error.domain(),
                firstLine(error.message()),
                error.level(),
                error.dom(),
                firstLine(error.str1()),
                firstLine(error.str2()),
                firstLine(error.str3()),
                error.int1(),
                error.int2(),
                error.net());
    }

    private static @Nullable String firstLine(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
