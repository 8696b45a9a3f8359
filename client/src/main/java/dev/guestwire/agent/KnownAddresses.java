package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.agent.InterfaceAddresses.Address;
import dev.guestwire.agent.InterfaceAddresses.Source;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses of a guest, and who told them.
 *
 * @param source who knew them
 * @param interfaces the interfaces that have addresses other than those of the loopback; at least one
 */
public record KnownAddresses(Source source, List<InterfaceAddresses> interfaces) {
    /** Copies the list. */
    public KnownAddresses {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * {@return the addresses of a running guest, as the first tells who knows any: {@code virDomainInterfaceAddresses}}; empty
     * if nobody does. Asked are the DHCP servers of libvirt's networks, the guest's agent if it has its channel open, and the
     * host's ARP table. Who refuses to answer is passed over.
     *
     * @throws WrongStateException if the guest does not run
     */
    public static Optional<KnownAddresses> of(Guest guest) {
        GuestAgent agent = guest.agent();
        return Stream.of(Source.LEASE, Source.AGENT, Source.ARP)
                .filter(source -> source != Source.AGENT || agent.isConnectedAsFarAsKnown())
                .map(source -> new KnownAddresses(source, told(agent, source)))
                .filter(known -> !known.interfaces.isEmpty())
                .findFirst();
    }

    private static List<InterfaceAddresses> told(GuestAgent agent, Source source) {
        try {
            return agent.interfaceAddresses(source).stream()
                    .map(KnownAddresses::withoutLoopback)
                    .filter(told -> !told.addresses().isEmpty())
                    .toList();
        } catch (NotFoundException | WrongStateException noneCan) {
            throw noneCan;
        } catch (CallFailedException refused) {
            return List.of();
        }
    }

    private static InterfaceAddresses withoutLoopback(InterfaceAddresses told) {
        return new InterfaceAddresses(
                told.name(),
                told.mac(),
                told.addresses().stream().filter(each -> !isLoopback(each)).toList());
    }

    private static boolean isLoopback(Address told) {
        return told.address().startsWith("127.") || told.address().equals("::1");
    }

    /** {@return the addresses as text, those of all interfaces in their order} */
    public List<String> texts() {
        return interfaces.stream()
                .flatMap(each -> each.addresses().stream())
                .map(Address::address)
                .toList();
    }
}
