package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Element;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What an XPath finds in a document, as text. */
final class XPathResult {
    private XPathResult() {}

    /**
     * {@return what the expression finds, one after the other: elements, {@code name="value"} of attributes with a blank in front
     * as virsh has it, texts, or a number or text that it computes}
     */
    static List<String> of(String xml, String expression) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Node document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        try {
            XPathEvaluationResult<?> found = XPathFactory.newDefaultInstance()
                    .newXPath()
                    .evaluateExpression(expression, document);
            List<String> texts = new ArrayList<>();
            if (found.value() instanceof XPathNodes nodes) {
                for (Node node : nodes) {
                    texts.add(text(node));
                }
            } else {
                texts.add(plain(found.value()));
            }
            return texts;
        } catch (XPathExpressionException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'" + expression + "' is no XPath: " + reason(wrong),
                    "such as --xpath //disk/source/@file");
        }
    }

    private static String reason(Throwable wrong) {
        String message = wrong.getMessage();
        Throwable cause = wrong.getCause();
        return message == null && cause != null ? reason(cause) : String.valueOf(message);
    }

    private static String plain(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }

    private static String text(Node node) throws TransformerException {
        if (node instanceof Attr attribute) {
            return " " + attribute.getName() + "=\"" + escaped(attribute.getValue()) + "\"";
        }
        if (node.getNodeType() != Node.ELEMENT_NODE) {
            return String.valueOf(node.getNodeValue());
        }
        Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(node), new StreamResult(text));
        return Element.parse(text.toString()).toPrettyXml().strip();
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
