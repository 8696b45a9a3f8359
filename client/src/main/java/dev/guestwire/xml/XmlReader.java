package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text to tree: XML 1.0 with namespaces, but without any DOCTYPE, which it has no code for. Work grows with the length of
 * the text and nothing else. A test holds it against the JDK's parser.
 */
final class XmlReader {
    /** libxml2's own bound, so nothing deeper can come from libvirt or be taken by it. */
    static final int MAX_DEPTH = 256;

    /** REMOTE_STRING_MAX of libvirt's protocol, in bytes of UTF-8. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml[ \\t\\n]+version[ \\t\\n]*=[ \\t\\n]*(?:'1\\.0'|\"1\\.0\")"
                    + "(?:[ \\t\\n]+encoding[ \\t\\n]*=[ \\t\\n]*(?:'[A-Za-z][A-Za-z0-9._-]*'|\"[A-Za-z][A-Za-z0-9._-]*\"))?"
                    + "(?:[ \\t\\n]+standalone[ \\t\\n]*=[ \\t\\n]*(?:'(?:yes|no)'|\"(?:yes|no)\"))?[ \\t\\n]*\\?>");

    private final Cursor in;
    private final Origin.Document document = new Origin.Document();
    private final List<Node> open = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean anyDefault;

    private XmlReader(Cursor in) {
        this.in = in;
    }

    static Element read(String xml) {
        String text = xml.startsWith("\uFEFF") ? xml.substring(1) : xml;
        requireBounded(text);
        if (text.indexOf('\r') >= 0) {
            text = text.replace("\r\n", "\n").replace('\r', '\n');
        }
        Cursor in = new Cursor(text);
        if (in.sees("<?xml") && text.length() > 5 && Characters.isSpace(text.charAt(5))) {
            Matcher declaration = DECLARATION.matcher(text);
            if (!declaration.lookingAt()) {
                throw in.broken("not an XML declaration of version 1.0");
            }
            in.skip(declaration.end());
        }
        try {
            return new XmlReader(in).root();
        } catch (IllegalArgumentException e) {
            throw illegal(text, e);
        }
    }

    /** Nodes refuse characters that XML forbids; this says where the first of them stands. */
    private static MalformedDataException illegal(String text, IllegalArgumentException refused) {
        int bad = Characters.firstIllegal(text);
        if (bad < 0) {
            throw refused;
        }
        return Cursor.brokenAt(
                text, bad, String.format(Locale.ROOT, "character U+%04X cannot stand in XML", text.codePointAt(bad)));
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
    }

    private Element root() {
        outside();
        if (in.atEnd()) {
            throw in.broken("the document is empty");
        }
        Element root = element(Prefixes.OUTERMOST);
        document.describe(
                root, Characters.strip(root.child("name").map(Element::text).orElse("")));
        outside();
        if (!in.atEnd()) {
            throw in.broken("something stands behind the root element");
        }
        return root;
    }

    /** What stands outside the root is not kept, but must be well-formed. */
    private void outside() {
        while (in.skipSpace() || in.sees("<!") || in.sees("<?")) {
            if (in.sees("<!")) {
                comment();
            } else if (in.sees("<?")) {
                instruction();
            }
        }
    }

    private Element element(Map<String, String> outer) {
        if (++depth > MAX_DEPTH) {
            throw in.broken("elements are nested deeper than " + MAX_DEPTH);
        }
        in.expect('<');
        int line = in.line();
        Name name = qualified();
        List<Attribute> attributes = attributes();
        Map<String, String> scope = outer;
        if (!attributes.isEmpty()) {
            scope = declared(outer, attributes);
            attributes = resolved(scope, attributes);
        }
        String namespace = namespace(scope, name.prefix());
        if (!namespace.isEmpty()) {
            name = new Name(namespace, name.prefix(), name.local());
        }
        List<Node> content = List.of();
        if (in.sees('/')) {
            in.skip(1);
            in.expect('>');
        } else {
            in.expect('>');
            content = content(scope);
            endTag(name);
        }
        depth--;
        return new Element(name, attributes, content, new Origin(document, line));
    }

    /** A name with its prefix, whose namespace is still to be found. */
    private Name qualified() {
        Name first = in.name();
        if (!in.sees(':')) {
            return first;
        }
        in.skip(1);
        return new Name("", first.local(), in.name().local());
    }

    private void endTag(Name name) {
        in.skip(2);
        Name end = qualified();
        if (!end.local().equals(name.local()) || !end.prefix().equals(name.prefix())) {
            throw in.broken("<" + name + "> is ended by </" + end + ">");
        }
        in.skipSpace();
        in.expect('>');
    }

    /** The attributes as they stand there; namespaces are only found when all are known. */
    private List<Attribute> attributes() {
        List<Attribute> found = List.of();
        while (true) {
            boolean space = in.skipSpace();
            if (in.sees('>') || in.sees('/')) {
                return found;
            }
            if (!space) {
                throw in.broken("expected white space, '/' or '>'");
            }
            found = found.isEmpty() ? new ArrayList<>() : found;
            found.add(attribute());
        }
    }

    private Attribute attribute() {
        Name name = qualified();
        in.skipSpace();
        in.expect('=');
        in.skipSpace();
        String value = in.quoted();
        boolean declares = name.prefix().isEmpty()
                ? name.local().equals("xmlns")
                : name.prefix().equals("xmlns");
        if (declares) {
            anyDefault |= name.prefix().isEmpty();
            String fault = Prefixes.fault(name.prefix().isEmpty() ? "" : name.local(), value);
            if (fault != null) {
                throw in.broken(fault);
            }
            return new Attribute(Attribute.XMLNS, name.prefix(), name.local(), value);
        }
        return new Attribute(name.prefix().isEmpty() ? "" : UNRESOLVED, name.prefix(), name.local(), value);
    }

    private static final String UNRESOLVED = "?";

    private static Map<String, String> declared(Map<String, String> outer, List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.isDeclaration()) {
                return Prefixes.within(outer, attributes);
            }
        }
        return outer;
    }

    private List<Attribute> resolved(Map<String, String> scope, List<Attribute> attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            Attribute a = attributes.get(i);
            if (a.namespace().equals(UNRESOLVED)) {
                attributes.set(i, new Attribute(namespace(scope, a.prefix()), a.prefix(), a.name(), a.value()));
            }
        }
        if (attributes.size() > 1) {
            Attribute twice = Prefixes.twice(attributes);
            if (twice != null) {
                throw in.broken("attribute " + twice.qualifiedName() + " occurs twice");
            }
        }
        return List.copyOf(attributes);
    }

    private String namespace(Map<String, String> scope, String prefix) {
        if (prefix.isEmpty() && !anyDefault) {
            return "";
        }
        String namespace = scope.get(prefix);
        if (namespace == null) {
            throw in.broken("prefix " + prefix + " is not declared");
        }
        return namespace;
    }

    /** Everything up to the end tag. */
    private List<Node> content(Map<String, String> scope) {
        int mark = open.size();
        while (!(in.sees('<') && in.next() == '/')) {
            if (!in.sees('<')) {
                in.characters(text);
            } else if (in.sees("<![CDATA[")) {
                in.skip("<![CDATA[".length());
                text.append(in.until("]]>", "a CDATA section"));
            } else {
                endText();
                open.add(
                        switch (in.next()) {
                            case '!' -> comment();
                            case '?' -> instruction();
                            default -> element(scope);
                        });
            }
        }
        endText();
        List<Node> inside = open.subList(mark, open.size());
        List<Node> content = withoutLayout(inside);
        inside.clear();
        return content;
    }

    private void endText() {
        if (!text.isEmpty()) {
            open.add(new Node.Text(text.toString()));
            text.setLength(0);
        }
    }

    /** Blank text is layout if it stands between other things and none of the texts says anything. */
    private static List<Node> withoutLayout(List<Node> found) {
        boolean between = false;
        boolean texts = false;
        for (Node node : found) {
            if (node instanceof Node.Text text) {
                texts = true;
                if (!text.isBlank()) {
                    return List.copyOf(found);
                }
            } else {
                between = true;
            }
        }
        if (between && texts) {
            found.removeIf(Node.Text.class::isInstance);
        }
        return List.copyOf(found);
    }

    private Node.Comment comment() {
        if (!in.sees("<!--")) {
            throw in.broken("a DOCTYPE or other declaration is refused, whatever it says");
        }
        in.skip("<!--".length());
        String inside = in.until("--", "a comment");
        in.expect('>');
        return new Node.Comment(inside);
    }

    private Node.Instruction instruction() {
        in.skip("<?".length());
        String target = in.name().local();
        if (target.equalsIgnoreCase("xml")) {
            throw in.broken("an XML declaration can only stand at the very beginning");
        }
        if (!in.skipSpace() && !in.sees("?>")) {
            throw in.broken("expected white space or '?>'");
        }
        return new Node.Instruction(target, in.until("?>", "a processing instruction"));
    }
}
