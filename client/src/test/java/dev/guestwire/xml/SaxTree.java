package dev.guestwire.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/** The tree that the JDK's namespace-aware SAX parser sees, to compare ours with. */
final class SaxTree extends DefaultHandler2 {
    private final Deque<Element> open = new ArrayDeque<>();
    private final Deque<List<Node>> content = new ArrayDeque<>(List.of(new ArrayList<>()));
    private boolean inDoctype;

    static XMLReader reader() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newSAXParser().getXMLReader();
    }

    /** {@return the root, or nothing if the JDK refuses the text or our own names do} */
    static Optional<Element> read(XMLReader reader, String xml) throws IOException {
        SaxTree tree = new SaxTree();
        try {
            reader.setContentHandler(tree);
            reader.setErrorHandler(tree);
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", tree);
            reader.parse(new InputSource(new StringReader(xml.startsWith("\uFEFF") ? xml.substring(1) : xml)));
            return Optional.of((Element) tree.content.getFirst().get(0));
        } catch (SAXException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
        List<Attribute> all = new ArrayList<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.getQName(i);
            String prefix = prefix(name);
            boolean declares = name.equals("xmlns") || prefix.equals("xmlns");
            String namespace = declares ? Attribute.XMLNS : prefix.isEmpty() ? "" : attributes.getURI(i);
            all.add(new Attribute(namespace, prefix, name.substring(name.indexOf(':') + 1), attributes.getValue(i)));
        }
        open.push(new Element(new Name(uri, prefix(qualified), local), all, List.of(), Origin.BUILT));
        content.push(new ArrayList<>());
    }

    private static String prefix(String qualified) {
        return qualified.contains(":") ? qualified.substring(0, qualified.indexOf(':')) : "";
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        Element done = open.pop().withContent(content.pop());
        content.getFirst().add(done);
    }

    @Override
    public void characters(char[] text, int start, int length) {
        add(new Node.Text(new String(text, start, length)));
    }

    @Override
    public void processingInstruction(String target, String text) {
        add(new Node.Instruction(target, text));
    }

    @Override
    public void comment(char[] text, int start, int length) {
        add(new Node.Comment(new String(text, start, length)));
    }

    @Override
    public void startDTD(String name, String publicId, String systemId) {
        inDoctype = true;
    }

    private void add(Node node) {
        if (!open.isEmpty() && !inDoctype) {
            content.getFirst().add(node);
        }
    }

    @Override
    public void endDTD() {
        inDoctype = false;
    }
}
