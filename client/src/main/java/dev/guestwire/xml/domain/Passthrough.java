package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What libvirt hands to the hypervisor without looking at it: the parts of a definition in the hypervisors' namespaces.
 *
 * @param xml the element
 */
public record Passthrough(Element xml) implements View {
    /** Refuses an element of another name. */
    public Passthrough {
        View.named(xml, "domain", "inactiveDomain");
    }

    /** The namespace of QEMU's part. */
    public static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";

    /** The namespace of Xen's part. */
    public static final String XEN = "http://libvirt.org/schemas/domain/xen/1.0";

    /** The namespace of bhyve's part. */
    public static final String BHYVE = "http://libvirt.org/schemas/domain/bhyve/1.0";

    /** The namespace of LXC's part. */
    public static final String LXC = "http://libvirt.org/schemas/domain/lxc/1.0";

    public CommandLine qemu() {
        return commandLine(QEMU, "qemu");
    }

    public Passthrough withQemu(UnaryOperator<CommandLine> change) {
        return with(QEMU, change.apply(qemu()));
    }

    public CommandLine xen() {
        return commandLine(XEN, "xen");
    }

    public Passthrough withXen(UnaryOperator<CommandLine> change) {
        return with(XEN, change.apply(xen()));
    }

    public CommandLine bhyve() {
        return commandLine(BHYVE, "bhyve");
    }

    public Passthrough withBhyve(UnaryOperator<CommandLine> change) {
        return with(BHYVE, change.apply(bhyve()));
    }

    /** {@return the properties of devices that QEMU is told, whatever libvirt would say} */
    public List<QemuOverride> qemuOverrides() {
        return xml.child(QEMU, "override").stream()
                .flatMap(o -> o.children("device").stream())
                .map(QemuOverride::new)
                .toList();
    }

    /** {@return what libvirt is told that QEMU can do, whatever it finds: names such as {@code blockdev}} */
    public List<String> addedCapabilities() {
        return capabilities("add");
    }

    public Passthrough withAddedCapabilities(List<String> names) {
        return withCapabilities("add", names);
    }

    /** {@return what libvirt is told that QEMU cannot do, whatever it finds} */
    public List<String> removedCapabilities() {
        return capabilities("del");
    }

    public Passthrough withRemovedCapabilities(List<String> names) {
        return withCapabilities("del", names);
    }

    /** {@return the namespaces of Linux that a container shares with others} */
    public List<LxcShare> lxcShares() {
        return xml.child(LXC, "namespace").stream()
                .flatMap(all -> all.children().stream())
                .filter(share -> share.namespace().equals(LXC))
                .map(LxcShare::new)
                .toList();
    }

    private List<String> capabilities(String change) {
        return xml.child(QEMU, "capabilities").stream()
                .flatMap(all -> all.children(change).stream())
                .flatMap(one -> Leaf.attribute(one, "capability").string().stream())
                .toList();
    }

    private Passthrough withCapabilities(String change, List<String> names) {
        if (capabilities(change).equals(names)) {
            return this;
        }
        Element all = xml.child(QEMU, "capabilities").orElse(Element.of(QEMU, "qemu", "capabilities"));
        Element now = all.withChildren(
                change,
                names.stream()
                        .map(name -> Element.of(QEMU, all.prefix(), change).withAttribute("capability", name))
                        .toList());
        return new Passthrough(now.children().isEmpty() ? xml.without(all) : xml.withChild(now));
    }

    private CommandLine commandLine(String namespace, String prefix) {
        return new CommandLine(
                xml.child(namespace, "commandline").orElse(Element.of(namespace, prefix, "commandline")));
    }

    private Passthrough with(String namespace, CommandLine now) {
        boolean absent = xml.child(namespace, "commandline").isEmpty();
        return absent && now.xml().isBare() ? this : new Passthrough(xml.withChild(now.xml()));
    }
}
