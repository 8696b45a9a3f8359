package dev.guestwire.network;

/**
 * A change of a part of a network, for {@link Network#update}.
 *
 * @param command what is done
 * @param section to what
 * @param parentIndex in the how manieth element that can hold it, such as {@code <ip>}, from 0; {@link #ANY}: libvirt finds it
 * @param xml the new element, or enough of the old one to find it
 */
public record NetworkChange(NetworkChange.Command command, NetworkChange.Section section, int parentIndex, String xml) {
    /** libvirt finds where it belongs. */
    public static final int ANY = -1;

    /** An element that comes before all others of its section. */
    public static NetworkChange addFirst(Section section, String xml) {
        return new NetworkChange(Command.ADD_FIRST, section, ANY, xml);
    }

    /** An element that comes after all others of its section. */
    public static NetworkChange addLast(Section section, String xml) {
        return new NetworkChange(Command.ADD_LAST, section, ANY, xml);
    }

    /** An element in place of the one of the same identity. */
    public static NetworkChange modify(Section section, String xml) {
        return new NetworkChange(Command.MODIFY, section, ANY, xml);
    }

    /** An element that goes. */
    public static NetworkChange delete(Section section, String xml) {
        return new NetworkChange(Command.DELETE, section, ANY, xml);
    }

    /** {@return the same in one of several elements that can hold it, from 0} */
    public NetworkChange in(int parent) {
        return new NetworkChange(command, section, parent, xml);
    }

    /** What is done: {@code virNetworkUpdateCommand}. */
    // libvirt counts from 1 in this order; NetworkCallsTest has the numbers.
    @SuppressWarnings("EnumOrdinal")
    public enum Command {
        MODIFY,
        DELETE,
        ADD_LAST,
        ADD_FIRST;

        int number() {
            return ordinal() + 1;
        }
    }

    /** A part of a network: {@code virNetworkUpdateSection}. Daemons can change some of them only. */
    // libvirt counts from 1 in this order; NetworkCallsTest has the numbers.
    @SuppressWarnings("EnumOrdinal")
    public enum Section {
        BRIDGE,
        DOMAIN,
        IP,
        IP_DHCP_HOST,
        IP_DHCP_RANGE,
        FORWARD,
        FORWARD_INTERFACE,
        FORWARD_PF,
        PORTGROUP,
        DNS_HOST,
        DNS_TXT,
        DNS_SRV;

        int number() {
            return ordinal() + 1;
        }
    }
}
