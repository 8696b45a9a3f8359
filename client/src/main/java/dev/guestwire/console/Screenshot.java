package dev.guestwire.console;

import dev.guestwire.protocol.Bytes;

/**
 * A picture of a guest's screen.
 *
 * @param mimeType what the bytes are, such as {@code image/png} or {@code image/x-portable-pixmap}
 * @param bytes the picture
 */
public record Screenshot(String mimeType, Bytes bytes) {}
