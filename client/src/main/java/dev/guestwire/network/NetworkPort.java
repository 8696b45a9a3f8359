package dev.guestwire.network;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.protocol.remote.NetworkPortDelete;
import dev.guestwire.protocol.remote.NetworkPortGetXmlDesc;
import java.util.UUID;

/**
 * What is plugged into a network: mostly a guest's interface. libvirt makes and deletes the ports of guests by itself. Two
 * are equal if they have the same UUID, network and host.
 */
public final class NetworkPort {
    private final Host host;
    private final dev.guestwire.protocol.remote.NetworkPort handle;

    /** A port as libvirt names it. */
    public NetworkPort(Host host, dev.guestwire.protocol.remote.NetworkPort handle) {
        this.host = host;
        this.handle = handle;
    }

    /** {@return its network} */
    public Network network() {
        return new Network(host, handle.net());
    }

    /** {@return what tells it from the other ports of its network} */
    public UUID uuid() {
        return handle.uuid();
    }

    /** {@return how calls name this port, for {@link Host#call}} */
    public dev.guestwire.protocol.remote.NetworkPort handle() {
        return handle;
    }

    /** {@return its document: {@code virNetworkPortGetXMLDesc}} */
    public String xmlDescription() {
        return host.call(new NetworkPortGetXmlDesc(handle, 0)).xml();
    }

    /** Deletes it: {@code virNetworkPortDelete}. */
    public void delete() {
        host.call(new NetworkPortDelete(handle, 0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkPort that && network().equals(that.network()) && uuid().equals(that.uuid());
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return uuid() + " of " + network();
    }

    /** How a port is made: {@code virNetworkPortCreateFlags}. */
    public enum Create implements Flag {
        /** What the document names is in use already, and is only taken note of. */
        RECLAIM,
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }
}
