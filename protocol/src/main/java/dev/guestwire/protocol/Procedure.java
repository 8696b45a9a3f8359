package dev.guestwire.protocol;

/**
 * What the listing says of one call or event.
 *
 * @param program the program it belongs to
 * @param number its number within the program
 * @param name libvirt's name for it, in lower case, such as {@code domain_suspend}
 * @param event whether the daemon sends it unasked
 * @param since the libvirt release that brought it; {@code 9.0.0} also stands for everything older
 */
public record Procedure(Program program, int number, String name, boolean event, String since) {}
