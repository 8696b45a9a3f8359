package dev.guestwire.xml;

import dev.guestwire.error.MalformedDataException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private static final Node.Text BLANK = new Node.Text("");

    private final Cursor in;
    private final Origin.Document document = new Origin.Document();
    private final Prefixes prefixes = new Prefixes();
    private final StringBuilder text = new StringBuilder();

    /** What stands in the elements that have not ended yet, outermost first. */
    private Node[] nodes = new Node[64];

    /** Where blank text starts and, in the lower half, ends; 0 for other nodes. It becomes a node when it is known to count. */
    private long[] blanks = new long[64];

    private int open;

    /** The attributes of the start tag that is being read. */
    private Attribute[] attributes = new Attribute[16];

    private boolean anyDeclared;
    private boolean anyDefault;
    private int depth;

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
        Element root = element();
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

    private Element element() {
        if (++depth > MAX_DEPTH) {
            throw in.broken("elements are nested deeper than " + MAX_DEPTH);
        }
        in.expect('<');
        int line = in.line();
        int start = in.at();
        Name name = qualified();
        int length = in.at() - start;
        anyDeclared = false;
        int count = attributes();
        int entered = prefixes.enter();
        if (anyDeclared) {
            prefixes.declareAll(Lists.of(attributes, 0, count));
        }
        List<Attribute> resolved = resolved(count);
        String namespace = namespace(name.prefix());
        if (!namespace.isEmpty()) {
            name = new Name(namespace, name.prefix(), name.local());
        }
        List<Node> content = List.of();
        if (in.sees('/')) {
            in.skip(1);
            in.expect('>');
        } else {
            in.expect('>');
            content = content();
            if (!in.skipEndTag(start, length)) {
                endTag(name, line);
            }
        }
        depth--;
        prefixes.leave(entered);
        return new Element(name, resolved, content, new Origin(document, line));
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

    /** What stands there instead may be a part of a password with a '<', so it is not quoted. */
    private void endTag(Name name, int begun) {
        in.skip(2);
        Name end = qualified();
        if (!end.local().equals(name.local()) || !end.prefix().equals(name.prefix())) {
            throw in.broken("an end tag is not that of the element that began in line " + begun);
        }
        in.skipSpace();
        in.expect('>');
    }

    /** The attributes as they stand there; namespaces are only found when all are known. */
    private int attributes() {
        int count = 0;
        while (true) {
            boolean space = in.skipSpace();
            if (in.sees('>') || in.sees('/')) {
                return count;
            }
            if (!space) {
                throw in.broken("expected white space, '/' or '>'");
            }
            if (count == attributes.length) {
                attributes = Arrays.copyOf(attributes, count * 2);
            }
            attributes[count++] = attribute();
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
        if (!declares) {
            return new Attribute(name, value);
        }
        anyDefault |= name.prefix().isEmpty();
        anyDeclared = true;
        String fault = Prefixes.fault(name.prefix().isEmpty() ? "" : name.local(), value);
        if (fault != null) {
            throw in.broken(fault);
        }
        return new Attribute(new Name(Attribute.XMLNS, name.prefix(), name.local()), value);
    }

    private List<Attribute> resolved(int count) {
        for (int i = 0; i < count; i++) {
            Attribute a = attributes[i];
            if (!a.prefix().isEmpty() && a.namespace().isEmpty()) {
                attributes[i] = new Attribute(new Name(namespace(a.prefix()), a.prefix(), a.name()), a.value());
            }
        }
        List<Attribute> resolved = Lists.of(attributes, 0, count);
        Attribute twice = count < 2 ? null : Prefixes.twice(resolved);
        if (twice != null) {
            throw in.broken("attribute " + twice.qualifiedName() + " occurs twice");
        }
        return resolved;
    }

    private String namespace(String prefix) {
        if (prefix.isEmpty() && !anyDefault) {
            return "";
        }
        String namespace = prefixes.find(prefix);
        if (namespace == null) {
            throw in.broken("prefix " + prefix + " is not declared");
        }
        return namespace;
    }

    /** Everything up to the end tag. */
    private List<Node> content() {
        int mark = open;
        while (true) {
            if (!in.sees('<')) {
                characters();
            } else if (in.next() == '/') {
                endText();
                return closed(mark);
            } else if (in.next() == '!' && in.sees("<![CDATA[")) {
                in.skip("<![CDATA[".length());
                text.append(in.until("]]>", "a CDATA section"));
            } else {
                endText();
                add(
                        switch (in.next()) {
                            case '!' -> comment();
                            case '?' -> instruction();
                            default -> element();
                        },
                        0);
            }
        }
    }

    private void characters() {
        int start = in.at();
        if (!text.isEmpty()) {
            in.characters(text);
        } else if (in.skipBlankText()) {
            add(BLANK, (long) start << 32 | in.at());
        } else {
            Node.Text plain = in.plainText();
            if (plain == null) {
                in.characters(text);
            } else {
                add(plain, 0);
            }
        }
    }

    private void endText() {
        if (!text.isEmpty()) {
            add(new Node.Text(text.toString()), 0);
            text.setLength(0);
        }
    }

    private void add(Node node, long blank) {
        if (open == nodes.length) {
            nodes = Arrays.copyOf(nodes, open * 2);
            blanks = Arrays.copyOf(blanks, open * 2);
        }
        blanks[open] = blank;
        nodes[open++] = node;
    }

    /** What was found since a mark. Blank text is layout if it stands between other things and no text says anything. */
    private List<Node> closed(int mark) {
        int texts = 0;
        boolean says = false;
        for (int i = mark; i < open; i++) {
            if (nodes[i] instanceof Node.Text found) {
                texts++;
                says = says || !found.isBlank();
            }
        }
        int end = says || texts == open - mark ? withBlanks(mark) : withoutTexts(mark);
        List<Node> content = Lists.of(nodes, mark, end);
        open = mark;
        return content;
    }

    private int withBlanks(int mark) {
        for (int i = mark; i < open; i++) {
            if (blanks[i] != 0) {
                nodes[i] = in.text((int) (blanks[i] >> 32), (int) blanks[i]);
            }
        }
        return open;
    }

    private int withoutTexts(int mark) {
        int end = mark;
        for (int i = mark; i < open; i++) {
            if (!(nodes[i] instanceof Node.Text)) {
                nodes[end++] = nodes[i];
            }
        }
        return end;
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
