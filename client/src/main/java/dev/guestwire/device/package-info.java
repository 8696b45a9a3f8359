/**
 * Plugging devices in and out and knowing when it is done: {@code guest.attachment(device)} and
 * {@code guest.detachment(device)}.
 */
@org.jspecify.annotations.NullMarked
package dev.guestwire.device;
