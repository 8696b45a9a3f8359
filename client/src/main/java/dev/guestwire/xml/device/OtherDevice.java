package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;

/**
 * A device of a kind that this library has no class for. Everything is in {@link #xml}.
 *
 * @param xml the element
 */
public record OtherDevice(Element xml) implements Device {}
