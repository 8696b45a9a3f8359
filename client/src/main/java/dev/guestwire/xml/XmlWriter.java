package dev.guestwire.xml;

/** Writes an element as libvirt does: single quotes, no XML declaration. Prefixes that nothing declares are declared. */
final class XmlWriter {
    private final Prefixes prefixes = new Prefixes();
    private final StringBuilder out = new StringBuilder(1024);
    private final boolean indented;
    private final boolean masked;

    private XmlWriter(boolean indented, boolean masked) {
        this.indented = indented;
        this.masked = masked;
    }

    static String write(Element root, boolean indented, boolean masked) {
        XmlWriter writer = new XmlWriter(indented, masked);
        writer.element(root, indented ? 0 : -1);
        if (indented) {
            writer.out.append('\n');
        }
        return writer.out.toString();
    }

    /** @param depth the depth to indent by, or below 0 to write no white space at all */
    private void element(Element e, int depth) {
        int entered = prefixes.enter();
        prefixes.declareAll(e.attributes());
        out.append('<').append(e.qualifiedName());
        for (Attribute attribute : e.attributes()) {
            attribute(attribute.qualifiedName(), shown(attribute));
        }
        declareMissing(e.prefix(), e.namespace());
        for (Attribute attribute : e.attributes()) {
            if (!attribute.prefix().isEmpty() && !attribute.isDeclaration()) {
                declareMissing(attribute.prefix(), attribute.namespace());
            }
        }
        if (e.content().isEmpty()) {
            out.append("/>");
        } else {
            inside(e, depth);
        }
        prefixes.leave(entered);
    }

    private void inside(Element e, int depth) {
        out.append('>');
        boolean layout = indented && depth >= 0 && e.content().stream().noneMatch(Node.Text.class::isInstance);
        for (Node node : e.content()) {
            newLine(layout, depth + 1);
            node(e, node, layout ? depth + 1 : -1);
        }
        newLine(layout, depth);
        out.append("</").append(e.qualifiedName()).append('>');
    }

    private void node(Element parent, Node node, int depth) {
        switch (node) {
            case Element child -> element(child, depth);
            case Node.Text text -> escape(masked && parent.is("", "cookie") ? "***" : text.value(), false);
            case Node.Comment comment ->
                out.append("<!--").append(comment.value()).append("-->");
            case Node.Instruction pi ->
                out.append("<?")
                        .append(pi.target())
                        .append(pi.value().isEmpty() ? "" : " ")
                        .append(pi.value())
                        .append("?>");
        }
    }

    private String shown(Attribute attribute) {
        return masked && attribute.is("", "passwd") ? "***" : attribute.value();
    }

    private void newLine(boolean layout, int depth) {
        if (layout) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("='");
        escape(value, true);
        out.append('\'');
    }

    private void declareMissing(String prefix, String namespace) {
        if (!namespace.equals(prefixes.find(prefix))) {
            attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace);
            prefixes.declare(prefix, namespace);
        }
    }

    /** A line end or tab in an attribute, and a carriage return anywhere, would be read back as something else. */
    private void escape(String text, boolean inAttribute) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                case '\'' -> out.append(inAttribute ? "&apos;" : "'");
                case '\n' -> out.append(inAttribute ? "&#10;" : "\n");
                case '\t' -> out.append(inAttribute ? "&#9;" : "\t");
                default -> out.append(c);
            }
        }
    }
}
