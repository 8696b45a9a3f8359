package dev.guestwire.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The elements, attributes and texts that occur in libvirt's own test samples (9.0.0) of one kind, with how often: one path a
 * line, such as {@code devices/disk/driver@cache}. An example shows what the value looks like. Domains have a file of their
 * own; those within snapshots and checkpoints are not counted again.
 *
 * @param kind the name of the document's root; for secrets also what they are used for, as one document has one usage
 * @param path the path below the root
 * @param occurrences how often it occurs
 * @param example a value, empty for elements
 */
record Vocabulary(String kind, String path, int occurrences, String example) {
    private static final Map<String, String> NAMESPACES = Map.of(
            "qemu", "http://libvirt.org/schemas/domain/qemu/1.0",
            "xen", "http://libvirt.org/schemas/domain/xen/1.0",
            "bhyve", "http://libvirt.org/schemas/domain/bhyve/1.0",
            "lxc", "http://libvirt.org/schemas/domain/lxc/1.0",
            "vmware", "http://libvirt.org/schemas/domain/vmware/1.0",
            "dnsmasq", "http://libvirt.org/schemas/network/dnsmasq/1.0",
            "fs", "http://libvirt.org/schemas/storagepool/fs/1.0",
            "rbd", "http://libvirt.org/schemas/storagepool/rbd/1.0");

    static List<Vocabulary> ofDomains() throws IOException {
        return lines("vocabulary.tsv")
                .map(f -> new Vocabulary("domain", f[0], Integer.parseInt(f[1]), f[2]))
                .toList();
    }

    /** {@return what occurs in documents with this root, which is not {@code domain}} */
    static List<Vocabulary> of(String kind) throws IOException {
        return lines("vocabulary-others.tsv")
                .filter(f -> f[0].equals(kind))
                .map(f -> new Vocabulary(f[0], f[1], Integer.parseInt(f[2]), f[3]))
                .toList();
    }

    private static Stream<String[]> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), UTF_8).lines().skip(1).map(l -> l.split("\t", -1));
        }
    }

    /** {@return a document in which everything that ever occurs stands once} */
    static Element everything(List<Vocabulary> paths) {
        Element all = Element.of(paths.get(0).kind().replaceFirst("-.*", ""));
        for (Vocabulary path : paths) {
            all = change(all, path.steps(), path::fill);
        }
        return all;
    }

    /** {@return a copy of that document in which this attribute or text says something else, or this element is missing} */
    Element changedIn(Element document) {
        if (isAttribute()) {
            return change(document, steps(), e -> e.withAttribute(leaf(), example + "x"));
        }
        if (isText()) {
            return change(document, steps(), e -> Content.withText(e, example + "x"));
        }
        List<String> above = steps().subList(0, steps().size() - 1);
        Element gone = named(steps().get(above.size()));
        return change(
                document,
                above,
                e -> e.child(gone.namespace(), gone.name()).map(e::without).orElseThrow());
    }

    private Element fill(Element e) {
        if (isText()) {
            return Content.withText(e, example);
        }
        return isAttribute() ? e.withAttribute(leaf(), example) : e;
    }

    boolean isRoot() {
        return path.equals(".");
    }

    private boolean isAttribute() {
        return path.contains("@");
    }

    private boolean isText() {
        return path.endsWith("/text()");
    }

    private String leaf() {
        return path.substring(path.indexOf('@') + 1);
    }

    private List<String> steps() {
        String elements = path.replaceFirst("@.*|/text\\(\\)$", "");
        return elements.equals(".") ? List.of() : List.of(elements.split("/"));
    }

    private static Element change(Element e, List<String> steps, UnaryOperator<Element> change) {
        if (steps.isEmpty()) {
            return change.apply(e);
        }
        Element child = named(steps.get(0));
        Element old = e.child(child.namespace(), child.name()).orElse(child);
        return e.withChild(change(old, steps.subList(1, steps.size()), change));
    }

    private static Element named(String step) {
        int colon = step.indexOf(':');
        if (colon < 0) {
            return Element.of(step);
        }
        String prefix = step.substring(0, colon);
        return Element.of(NAMESPACES.getOrDefault(prefix, "urn:" + prefix), prefix, step.substring(colon + 1));
    }
}
