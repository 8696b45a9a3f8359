package dev.guestwire.xml;

import java.util.List;

/** Prints a tree so that every difference shows, except white space between elements. */
final class Layout {
    private Layout() {}

    /** {@return everything but layout: comments, order, prefixes and declarations included} */
    static String print(Element e) {
        StringBuilder out = new StringBuilder();
        print(e, out);
        return out.toString();
    }

    private static void print(Element e, StringBuilder out) {
        out.append('{').append(e.namespace()).append('}').append(e.qualifiedName());
        for (Attribute a : e.attributes()) {
            out.append(" {").append(a.namespace()).append('}').append(a.qualifiedName());
            out.append('=').append(a.value());
        }
        out.append('(');
        boolean layout = isLayout(e.content());
        for (Node node : e.content()) {
            switch (node) {
                case Element child -> print(child, out);
                case Node.Text text -> out.append(layout ? "" : text.value());
                case Node.Comment comment -> out.append("<!--").append(comment.value());
                case Node.Instruction pi ->
                    out.append("<?").append(pi.target()).append(' ').append(pi.value());
            }
        }
        out.append(")\n");
    }

    private static boolean isLayout(List<Node> content) {
        return content.stream().noneMatch(n -> n instanceof Node.Text t && !t.isBlank());
    }
}
