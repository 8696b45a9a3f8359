package dev.guestwire.error;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document is about, so that an error can say it: its root and what names it. It may be malformed, as the daemon may have
 * refused it for that. The work grows with the length only.
 */
final class Outline {
    private static final String COMMENT = "<!--";
    private static final String CHARACTERS = "<![CDATA[";

    private final String xml;
    private final Map<String, String> facts = new HashMap<>();
    private String root = "";
    private int depth;

    private Outline(String xml) {
        this.xml = xml;
    }

    static Outline of(String xml) {
        Outline outline = new Outline(xml);
        int at = xml.indexOf('<');
        while (at >= 0) {
            at = xml.indexOf('<', outline.pass(at));
        }
        return outline;
    }

    /** {@return the name of the outermost element; empty if there is none} */
    String root() {
        return root;
    }

    /** {@return the text of the element {@code name} right below the root} */
    Optional<String> name() {
        return fact("name");
    }

    /** {@return such as {@code disk vdb}; empty if there is no element} */
    Optional<String> device() {
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> known =
                fact("target").or(() -> fact("mac")).or(() -> fact("alias")).or(this::name);
        return Optional.of(root + known.map(text -> " " + text).orElse(""));
    }

    private Optional<String> fact(String what) {
        return Optional.ofNullable(facts.get(what)).filter(text -> !text.isEmpty());
    }

    /** {@return where the markup ends that begins at a place} */
    private int pass(int at) {
        if (xml.startsWith(COMMENT, at)) {
            return after("-->", at);
        }
        if (xml.startsWith(CHARACTERS, at)) {
            return after("]]>", at);
        }
        if (xml.startsWith("<?", at)) {
            return after("?>", at);
        }
        int end = endOfTag(at + 1);
        if (xml.startsWith("</", at)) {
            depth--;
        } else if (!xml.startsWith("<!", at)) {
            element(xml.substring(at + 1, end), end);
        }
        return end;
    }

    private int after(String mark, int at) {
        int end = xml.indexOf(mark, at);
        return end < 0 ? xml.length() : end + mark.length();
    }

    private int endOfTag(int from) {
        char quote = 0;
        for (int i = from; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return xml.length();
    }

    private void element(String tag, int end) {
        int length = 0;
        while (length < tag.length() && tag.charAt(length) > ' ' && tag.charAt(length) != '/') {
            length++;
        }
        String name = tag.substring(0, length);
        if (depth == 0 && root.isEmpty()) {
            root = name;
        } else if (depth == 1) {
            note(name, tag, end);
        }
        if (!tag.endsWith("/")) {
            depth++;
        }
    }

    private void note(String name, String tag, int end) {
        switch (name) {
            case "name" -> facts.putIfAbsent(name, textAt(end + 1));
            case "target" -> facts.putIfAbsent(name, attribute(tag, "dev"));
            case "mac" -> facts.putIfAbsent(name, attribute(tag, "address"));
            case "alias" -> facts.putIfAbsent(name, attribute(tag, "name"));
            default -> {
                // nothing that names the document
            }
        }
    }

    private String textAt(int begin) {
        int end = xml.indexOf('<', Math.min(begin, xml.length()));
        return end < 0 ? "" : plain(xml.substring(begin, end));
    }

    private static String attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\s" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')")
                .matcher(tag);
        if (!found.find()) {
            return "";
        }
        return plain(found.group(1) == null ? found.group(2) : found.group(1));
    }

    private static String plain(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&")
                .strip();
    }
}
