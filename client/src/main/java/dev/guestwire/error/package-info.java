/**
 * What can go wrong, told apart by what a caller can do about it.
 *
 * <p>All are unchecked and share the sealed root {@link dev.guestwire.error.LibvirtException}: the daemon said no
 * ({@link dev.guestwire.error.CallFailedException}), no answer came ({@link dev.guestwire.error.NoAnswerException}, which
 * tells whether the call may have run), no connection could be made
 * ({@link dev.guestwire.error.ConnectFailedException}), what came is not libvirt's format
 * ({@link dev.guestwire.error.MalformedDataException}), or what you passed cannot be sent
 * ({@link dev.guestwire.error.InvalidInputException}). Branch on types and {@code code()}, never on message text. Each
 * exception is built on the thread that throws it. No message holds a secret.
 */
@NullMarked
package dev.guestwire.error;

import org.jspecify.annotations.NullMarked;
