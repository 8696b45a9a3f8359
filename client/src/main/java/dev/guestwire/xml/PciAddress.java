package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PCI device sits, in a guest or on a host; equal by its numbers, whatever their spelling.
 *
 * @param domain 0 to 0xffffffff
 * @param bus 0 to 255
 * @param slot 0 to 31
 * @param function 0 to 7
 */
public record PciAddress(long domain, int bus, int slot, int function) implements Comparable<PciAddress> {
    private static final Pattern TEXT =
            Pattern.compile("(?:pci_)?(?:([0-9a-f]{1,8})[:_])?([0-9a-f]{1,2})[:_]([0-9a-f]{1,2})[._]([0-7])");

    /** Refuses numbers that PCI cannot have. */
    public PciAddress {
        boolean fits = domain >= 0 && domain <= 0xffffffffL && bus >= 0 && bus <= 0xff;
        if (!fits || slot < 0 || slot > 0x1f || function < 0 || function > 7) {
            throw new IllegalArgumentException("Not a PCI address: domain " + domain + ", bus " + bus + ", slot " + slot
                    + ", function " + function);
        }
    }

    /**
     * Reads an address as people and kernels write it, in hexadecimal: {@code 0000:06:12.5}, {@code 06:12.5}, or a node
     * device's name, {@code pci_0000_06_12_5}.
     *
     * @param text the address
     * @return the same as numbers
     * @throws IllegalArgumentException if it is not one
     */
    public static PciAddress parse(String text) {
        Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a PCI address: '" + text + "'");
        }
        String domain = parts.group(1);
        return new PciAddress(
                domain == null ? 0 : Long.parseLong(domain, 16),
                Integer.parseInt(parts.group(2), 16),
                Integer.parseInt(parts.group(3), 16),
                Integer.parseInt(parts.group(4), 16));
    }

    /**
     * Reads the attributes domain, bus, slot and function. A missing one is 0.
     *
     * @param xml the element that has them
     * @return the address, empty if the element has neither bus nor slot
     * @throws MalformedDataException if one is not a number, or out of range
     */
    public static Optional<PciAddress> read(Element xml) {
        if (xml.attribute("bus").isEmpty() && xml.attribute("slot").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PciAddress(
                    Leaf.attribute(xml, "domain").number().orElse(0L),
                    Leaf.attribute(xml, "bus").integer().orElse(0),
                    Leaf.attribute(xml, "slot").integer().orElse(0),
                    Leaf.attribute(xml, "function").integer().orElse(0)));
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException(
                    "<" + xml.qualifiedName() + ">, " + xml.origin() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the attributes domain, bus, slot and function as libvirt spells them.
     *
     * @param xml the element that gets them
     * @return the changed element
     */
    public Element write(Element xml) {
        return xml.withAttribute("domain", String.format("0x%04x", domain))
                .withAttribute("bus", String.format("0x%02x", bus))
                .withAttribute("slot", String.format("0x%02x", slot))
                .withAttribute("function", String.format("0x%x", function));
    }

    @Override
    public int compareTo(PciAddress other) {
        return toString().compareTo(other.toString());
    }

    /** {@return the address as kernels write it: {@code 0000:06:12.5}} */
    @Override
    public String toString() {
        return String.format("%04x:%02x:%02x.%x", domain, bus, slot, function);
    }
}
