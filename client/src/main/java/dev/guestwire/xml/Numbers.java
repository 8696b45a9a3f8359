package dev.guestwire.xml;

import java.math.BigInteger;
import java.util.Set;

/** Whole numbers as libvirt reads them: in base 10 mostly, in some places as C does or in base 16. */
final class Numbers {
    /** Attributes of addresses that libvirt reads as C does. */
    private static final Set<String> ADDRESS_AS_IN_C =
            Set.of("domain", "slot", "function", "cssid", "ssid", "devno", "device");

    private static final Set<String> ADDRESS_HEXADECIMAL = Set.of("reg", "iobase", "irq");

    private static final Set<String> CONTROLLER_AS_IN_C = Set.of("chassis", "chassisNr", "port", "busNr");

    /** How the digits of a number are read that has no 0x before it; with 0x it is hexadecimal everywhere. */
    enum Form {
        /** In base 10, whatever zeros it begins with. */
        DECIMAL,
        /** In base 8 if it begins with 0. */
        AS_IN_C,
        /** In base 16. */
        HEXADECIMAL
    }

    private Numbers() {}

    /**
     * The form of the number at a place.
     *
     * @param parent the element that was asked
     * @param holder the element with the number: that one, or a child of it
     * @param attribute the attribute's name, empty for the text
     */
    static Form at(Element parent, String holder, String attribute) {
        return switch (holder) {
            case "address" -> ofAddress(parent, attribute);
            case "zpci", "usbdev" -> Form.AS_IN_C;
            case "vendor", "product" -> attribute.equals("id") ? Form.AS_IN_C : Form.DECIMAL;
            case "target" ->
                parent.name().equals("controller") && CONTROLLER_AS_IN_C.contains(attribute)
                        ? Form.AS_IN_C
                        : Form.DECIMAL;
            case "parameters" ->
                attribute.equals("managerid") || attribute.startsWith("typeid") ? Form.AS_IN_C : Form.DECIMAL;
            case "policy" -> Form.HEXADECIMAL;
            default -> Form.DECIMAL;
        };
    }

    /** The bus of PCI devices, and of the host's USB devices, is read otherwise than that of drives. */
    private static Form ofAddress(Element address, String attribute) {
        if (ADDRESS_HEXADECIMAL.contains(attribute)) {
            return Form.HEXADECIMAL;
        }
        String type =
                address.name().equals("address") ? address.attribute("type").orElse("pci") : "pci";
        boolean isBus = attribute.equals("bus") && type.equals("pci");
        return isBus || ADDRESS_AS_IN_C.contains(attribute) ? Form.AS_IN_C : Form.DECIMAL;
    }

    /**
     * Reads a number.
     *
     * @throws NumberFormatException if it is not a number
     * @throws ArithmeticException if it does not fit
     */
    static long decode(String text, Form form) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        int radix = form == Form.HEXADECIMAL ? 16 : 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            digits = digits.substring(2);
            radix = 16;
        } else if (form == Form.AS_IN_C && digits.length() > 1 && digits.startsWith("0")) {
            digits = digits.substring(1);
            radix = 8;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
                throw new NumberFormatException(text);
            }
        }
        if (digits.isEmpty()) {
            throw new NumberFormatException(text);
        }
        if (digits.length() > 64) {
            throw new ArithmeticException(text);
        }
        BigInteger magnitude = new BigInteger(digits, radix);
        return (negative ? magnitude.negate() : magnitude).longValueExact();
    }
}
