package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Text to tree, by the JDK's cursor reader. That one knows nothing of namespaces here, because it would move declarations
 * away from where they stand; prefixes are resolved in this class.
 */
final class XmlReader {
    /** libxml2's bound, so nothing deeper can come from libvirt; the JDK's own is 100, less than a long backing chain. */
    static final int MAX_DEPTH = 256;

    /** REMOTE_STRING_MAX of libvirt's protocol, in bytes of UTF-8. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final XMLInputFactory FACTORY = factory();

    private final Origin.Document document = new Origin.Document();
    private final XMLStreamReader in;
    private int depth;

    private XmlReader(XMLStreamReader in) {
        this.in = in;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty("jdk.xml.maxElementDepth", Integer.toString(MAX_DEPTH + 1));
        factory.setProperty("jdk.xml.elementAttributeLimit", "10000");
        factory.setProperty("jdk.xml.maxXMLNameLimit", "100000");
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    static Element read(String xml) {
        requireBounded(xml);
        String text = xml.startsWith("\uFEFF") ? xml.substring(1) : xml;
        requireNoDoctype(text);
        try {
            XMLStreamReader in = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return new XmlReader(in).root();
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private static void requireBounded(String xml) {
        long bytes = xml.length();
        if (bytes * 3 > MAX_BYTES) {
            bytes = xml.codePoints()
                    .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                    .sum();
        }
        if (bytes > MAX_BYTES) {
            throw new MalformedDataException(
                    "The document has " + bytes + " bytes, more than the " + MAX_BYTES + " that libvirt can send",
                    null);
        }
        int bad = Characters.firstIllegal(xml);
        if (bad >= 0) {
            throw new MalformedDataException(
                    String.format(
                            "Line %d, column %d: character U+%04X cannot stand in XML",
                            line(xml, bad), column(xml, bad), xml.codePointAt(bad)),
                    null);
        }
    }

    /** Looks through comments and instructions before the root, so that the JDK's reader never sees a DOCTYPE. */
    private static void requireNoDoctype(String xml) {
        int at = xml.indexOf('<');
        while (at >= 0) {
            String end;
            if (xml.startsWith("<?", at)) {
                end = "?>";
            } else if (xml.startsWith("<!--", at)) {
                end = "-->";
            } else if (xml.startsWith("<!", at)) {
                throw new MalformedDataException(
                        "Line " + line(xml, at) + ", column " + column(xml, at)
                                + ": a DOCTYPE or other declaration is refused, whatever it says",
                        null);
            } else {
                return;
            }
            int close = xml.indexOf(end, at + 2);
            at = close < 0 ? -1 : xml.indexOf('<', close);
        }
    }

    private static long line(String xml, int at) {
        return 1 + xml.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static int column(String xml, int at) {
        return at - xml.lastIndexOf('\n', at - 1);
    }

    private Element root() throws XMLStreamException {
        if ("1.1".equals(in.getVersion())) {
            throw broken("XML 1.1 is not what libvirt reads");
        }
        while (in.next() != XMLStreamConstants.START_ELEMENT) {
            checkOutside();
        }
        Element root = element(Prefixes.OUTERMOST);
        document.describe(
                root, Characters.strip(root.child("name").map(Element::text).orElse("")));
        while (in.hasNext()) {
            in.next();
            checkOutside();
        }
        return root;
    }

    /** What stands outside the root is not kept, but must be well-formed. */
    private void checkOutside() {
        switch (in.getEventType()) {
            case XMLStreamConstants.DTD -> throw broken("a DOCTYPE is refused, whatever it says");
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> instruction();
            default -> {}
        }
    }

    private Element element(Map<String, String> outer) throws XMLStreamException {
        if (++depth > MAX_DEPTH) {
            throw broken("elements are nested deeper than " + MAX_DEPTH);
        }
        String qualified = in.getLocalName();
        Origin origin = new Origin(document, in.getLocation().getLineNumber());
        Map<String, String> scope = outer;
        List<Attribute> attributes = List.of();
        if (in.getAttributeCount() > 0) {
            scope = Prefixes.within(outer, declarations());
            attributes = attributes(scope);
        }
        String prefix = prefix(qualified);
        String name = local(qualified, prefix);
        if (prefix.equals("xmlns")) {
            throw broken("no element can have the prefix xmlns");
        }
        String namespace = resolve(scope, prefix);
        List<Node> content = content(scope);
        depth--;
        return new Element(new Name(namespace, prefix, name), attributes, content, origin);
    }

    private List<Attribute> declarations() {
        List<Attribute> found = new ArrayList<>(0);
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (isDeclaration(in.getAttributePrefix(i), in.getAttributeLocalName(i))) {
                found.add(attribute(Map.of(), i));
            }
        }
        return found;
    }

    private List<Attribute> attributes(Map<String, String> scope) {
        Attribute[] all = new Attribute[in.getAttributeCount()];
        boolean namespaced = false;
        for (int i = 0; i < all.length; i++) {
            all[i] = attribute(scope, i);
            namespaced |= !all[i].prefix().isEmpty();
        }
        List<Attribute> list = List.of(all);
        if (namespaced) {
            requireDistinct(list);
        }
        return list;
    }

    /** Two prefixes for one namespace can make two spellings of one attribute; the JDK's reader sees the spellings. */
    private void requireDistinct(List<Attribute> attributes) {
        Attribute twice = Prefixes.twice(attributes);
        if (twice != null) {
            throw broken("attribute " + twice.qualifiedName() + " occurs twice");
        }
    }

    private Attribute attribute(Map<String, String> scope, int i) {
        String prefix = in.getAttributePrefix(i);
        String name = in.getAttributeLocalName(i);
        String value = in.getAttributeValue(i);
        if (name.indexOf(':') >= 0) {
            throw broken("not a name: '" + name + "'");
        }
        if (isDeclaration(prefix, name)) {
            String fault = Prefixes.fault(prefix.isEmpty() ? "" : name, value);
            if (fault != null) {
                throw broken(fault);
            }
            return new Attribute(Attribute.XMLNS, prefix, name, value);
        }
        return new Attribute(prefix.isEmpty() ? "" : resolve(scope, prefix), prefix, name, value);
    }

    private static boolean isDeclaration(String prefix, String name) {
        return prefix.isEmpty() ? name.equals("xmlns") : prefix.equals("xmlns");
    }

    private static String prefix(String qualified) {
        int colon = qualified.indexOf(':');
        return colon < 0 ? "" : qualified.substring(0, colon);
    }

    private String local(String qualified, String prefix) {
        int colon = qualified.indexOf(':');
        if (colon < 0) {
            return qualified;
        }
        String local = qualified.substring(colon + 1);
        if (!Characters.isName(prefix) || !Characters.isName(local)) {
            throw broken("not a name: '" + qualified + "'");
        }
        return local;
    }

    private String resolve(Map<String, String> scope, String prefix) {
        String namespace = scope.get(prefix);
        if (namespace == null) {
            throw broken("prefix " + prefix + " is not declared");
        }
        return namespace;
    }

    private List<Node> content(Map<String, String> scope) throws XMLStreamException {
        List<Node> found = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            switch (in.getEventType()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw broken("entity " + in.getLocalName() + " is not declared");
                case XMLStreamConstants.START_ELEMENT -> {
                    addText(found, text);
                    found.add(element(scope));
                }
                case XMLStreamConstants.COMMENT -> {
                    addText(found, text);
                    found.add(new Node.Comment(in.getText()));
                }
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
                    addText(found, text);
                    found.add(instruction());
                }
                default -> throw broken("something unexpected stands here");
            }
        }
        addText(found, text);
        return withoutLayout(found);
    }

    private Node instruction() {
        if (in.getPITarget().indexOf(':') >= 0) {
            throw broken("not a name: '" + in.getPITarget() + "'");
        }
        return new Node.Instruction(in.getPITarget(), in.getPIData() == null ? "" : in.getPIData());
    }

    private static void addText(List<Node> found, StringBuilder text) {
        if (!text.isEmpty()) {
            found.add(new Node.Text(text.toString()));
            text.setLength(0);
        }
    }

    /** Blank text is layout if it stands between other things and none of the texts says anything. */
    private static List<Node> withoutLayout(List<Node> found) {
        boolean between = false;
        for (Node node : found) {
            if (node instanceof Node.Text text && !text.isBlank()) {
                return List.copyOf(found);
            }
            between |= !(node instanceof Node.Text);
        }
        if (between) {
            found.removeIf(Node.Text.class::isInstance);
        }
        return List.copyOf(found);
    }

    private MalformedDataException broken(String what) {
        return broken(what, in.getLocation().getLineNumber(), in.getLocation().getColumnNumber(), null);
    }

    private static MalformedDataException broken(XMLStreamException e) {
        String said = e.getMessage() == null ? "not well-formed" : e.getMessage();
        int start = said.indexOf("Message: ");
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
        int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNumber();
        return broken(start < 0 ? said : said.substring(start + "Message: ".length()), line, column, e);
    }

    private static MalformedDataException broken(String what, int line, int column, @Nullable Throwable cause) {
        return new MalformedDataException("Line " + line + ", column " + column + ": " + what, cause);
    }
}
