package dev.guestwire.protocol;

import dev.guestwire.protocol.remote.Domain;

/** A call or event that is about one guest. */
public interface AboutDomain {
    /** {@return the guest; libvirt finds it by its UUID} */
    Domain dom();
}
