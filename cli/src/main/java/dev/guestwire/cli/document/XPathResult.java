package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Element;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
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
            XPathEvaluationResult<?> found =
                    XPathFactory.newDefaultInstance().newXPath().evaluateExpression(expression, document);
            Element root = Element.parse(xml);
            List<String> texts = new ArrayList<>();
            if (found.value() instanceof XPathNodes nodes) {
                for (Node node : nodes) {
                    texts.add(text(node, root));
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

    private static String text(Node node, Element root) {
        if (node instanceof Attr attribute) {
            return " " + attribute.getName() + "=\"" + escaped(attribute.getValue()) + "\"";
        }
        return node.getNodeType() == Node.ELEMENT_NODE
                ? same(node, root).toPrettyXml().strip()
                : String.valueOf(node.getNodeValue());
    }

    /** {@return the element that a node is, which has its attributes in the order of the text} */
    private static Element same(Node node, Element root) {
        Deque<Integer> places = new ArrayDeque<>();
        for (Node at = node; at.getParentNode().getNodeType() == Node.ELEMENT_NODE; at = at.getParentNode()) {
            int place = 0;
            for (Node before = at.getPreviousSibling(); before != null; before = before.getPreviousSibling()) {
                place += before.getNodeType() == Node.ELEMENT_NODE ? 1 : 0;
            }
            places.push(place);
        }
        Element element = root;
        for (int place : places) {
            element = element.children().get(place);
        }
        return element;
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
