package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name service of a virtual network.
 *
 * @param xml the element
 */
public record Dns(Element xml) implements View {
    /** Refuses an element of another name. */
    public Dns {
        View.named(xml, "dns");
    }

    public Optional<Boolean> enabled() {
        return Leaf.attribute(xml, "enable").yesNo();
    }

    public Dns withEnabled(@Nullable Boolean enabled) {
        return new Dns(Leaf.attribute(xml, "enable").putYesNo(enabled));
    }

    public Optional<Boolean> forwardPlainNames() {
        return Leaf.attribute(xml, "forwardPlainNames").yesNo();
    }

    public Dns withForwardPlainNames(@Nullable Boolean forwardPlainNames) {
        return new Dns(Leaf.attribute(xml, "forwardPlainNames").putYesNo(forwardPlainNames));
    }

    public List<Forwarder> forwarders() {
        return xml.children("forwarder").stream().map(Forwarder::new).toList();
    }

    public Dns withForwarders(List<Forwarder> forwarders) {
        return new Dns(xml.withChildren("forwarder", View.elements(forwarders)));
    }

    public List<Host> hosts() {
        return xml.children("host").stream().map(Host::new).toList();
    }

    public Dns withHosts(List<Host> hosts) {
        return new Dns(xml.withChildren("host", View.elements(hosts)));
    }

    public List<Text> texts() {
        return xml.children("txt").stream().map(Text::new).toList();
    }

    public Dns withTexts(List<Text> texts) {
        return new Dns(xml.withChildren("txt", View.elements(texts)));
    }

    public List<Service> services() {
        return xml.children("srv").stream().map(Service::new).toList();
    }

    public Dns withServices(List<Service> services) {
        return new Dns(xml.withChildren("srv", View.elements(services)));
    }

    /**
     * A server that questions are handed on to.
     *
     * @param xml the element
     */
    public record Forwarder(Element xml) implements View {
        public Optional<String> address() {
            return Leaf.attribute(xml, "addr").string();
        }

        public Forwarder withAddress(@Nullable String address) {
            return new Forwarder(Leaf.attribute(xml, "addr").put(address));
        }

        public Optional<String> domain() {
            return Leaf.attribute(xml, "domain").string();
        }

        public Forwarder withDomain(@Nullable String domain) {
            return new Forwarder(Leaf.attribute(xml, "domain").put(domain));
        }
    }
    /**
     * A host that the name service knows.
     *
     * @param xml the element
     */
    public record Host(Element xml) implements View {
        public Optional<String> ip() {
            return Leaf.attribute(xml, "ip").string();
        }

        public Host withIp(@Nullable String ip) {
            return new Host(Leaf.attribute(xml, "ip").put(ip));
        }

        public List<String> hostnames() {
            return xml.children("hostname").stream().map(e -> e.text().strip()).toList();
        }

        public Host withHostnames(List<String> hostnames) {
            return new Host(xml.withTexts("hostname", hostnames));
        }
    }
    /**
     * A TXT record.
     *
     * @param xml the element
     */
    public record Text(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Text withName(@Nullable String name) {
            return new Text(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }

        public Text withValue(@Nullable String value) {
            return new Text(Leaf.attribute(xml, "value").put(value));
        }
    }
    /**
     * An SRV record.
     *
     * @param xml the element
     */
    public record Service(Element xml) implements View {
        public Optional<String> service() {
            return Leaf.attribute(xml, "service").string();
        }

        public Service withService(@Nullable String service) {
            return new Service(Leaf.attribute(xml, "service").put(service));
        }

        public Optional<String> protocol() {
            return Leaf.attribute(xml, "protocol").string();
        }

        public Service withProtocol(@Nullable String protocol) {
            return new Service(Leaf.attribute(xml, "protocol").put(protocol));
        }

        public Optional<String> domain() {
            return Leaf.attribute(xml, "domain").string();
        }

        public Service withDomain(@Nullable String domain) {
            return new Service(Leaf.attribute(xml, "domain").put(domain));
        }

        public Optional<String> target() {
            return Leaf.attribute(xml, "target").string();
        }

        public Service withTarget(@Nullable String target) {
            return new Service(Leaf.attribute(xml, "target").put(target));
        }

        public Optional<Integer> port() {
            return Leaf.attribute(xml, "port").integer();
        }

        public Service withPort(@Nullable Integer port) {
            return new Service(Leaf.attribute(xml, "port").put(port));
        }

        public Optional<Integer> priority() {
            return Leaf.attribute(xml, "priority").integer();
        }

        public Service withPriority(@Nullable Integer priority) {
            return new Service(Leaf.attribute(xml, "priority").put(priority));
        }

        public Optional<Integer> weight() {
            return Leaf.attribute(xml, "weight").integer();
        }

        public Service withWeight(@Nullable Integer weight) {
            return new Service(Leaf.attribute(xml, "weight").put(weight));
        }
    }
}
