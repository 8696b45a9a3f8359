package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the hypervisor serves a network card.
 *
 * @param xml the element
 */
public record InterfaceDriver(Element xml) implements View {
    /** Refuses an element of another name. */
    public InterfaceDriver {
        View.named(xml, "driver");
    }

    /** {@return {@code vhost}, {@code qemu}, {@code vfio} or another backend} */
    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public InterfaceDriver withName(@Nullable String name) {
        return new InterfaceDriver(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> txMode() {
        return Leaf.attribute(xml, "txmode").string();
    }

    public InterfaceDriver withTxMode(@Nullable String txMode) {
        return new InterfaceDriver(Leaf.attribute(xml, "txmode").put(txMode));
    }

    public Optional<Boolean> ioEventFd() {
        return Leaf.attribute(xml, "ioeventfd").onOff();
    }

    public InterfaceDriver withIoEventFd(@Nullable Boolean ioEventFd) {
        return new InterfaceDriver(Leaf.attribute(xml, "ioeventfd").putOnOff(ioEventFd));
    }

    public Optional<Boolean> eventIdx() {
        return Leaf.attribute(xml, "event_idx").onOff();
    }

    public InterfaceDriver withEventIdx(@Nullable Boolean eventIdx) {
        return new InterfaceDriver(Leaf.attribute(xml, "event_idx").putOnOff(eventIdx));
    }

    public Optional<Integer> queues() {
        return Leaf.attribute(xml, "queues").integer();
    }

    public InterfaceDriver withQueues(@Nullable Integer queues) {
        return new InterfaceDriver(Leaf.attribute(xml, "queues").put(queues));
    }

    public Optional<Integer> rxQueueSize() {
        return Leaf.attribute(xml, "rx_queue_size").integer();
    }

    public InterfaceDriver withRxQueueSize(@Nullable Integer rxQueueSize) {
        return new InterfaceDriver(Leaf.attribute(xml, "rx_queue_size").put(rxQueueSize));
    }

    public Optional<Integer> txQueueSize() {
        return Leaf.attribute(xml, "tx_queue_size").integer();
    }

    public InterfaceDriver withTxQueueSize(@Nullable Integer txQueueSize) {
        return new InterfaceDriver(Leaf.attribute(xml, "tx_queue_size").put(txQueueSize));
    }

    public Optional<Boolean> rss() {
        return Leaf.attribute(xml, "rss").onOff();
    }

    public InterfaceDriver withRss(@Nullable Boolean rss) {
        return new InterfaceDriver(Leaf.attribute(xml, "rss").putOnOff(rss));
    }

    public Optional<Boolean> rssHashReport() {
        return Leaf.attribute(xml, "rss_hash_report").onOff();
    }

    public InterfaceDriver withRssHashReport(@Nullable Boolean rssHashReport) {
        return new InterfaceDriver(Leaf.attribute(xml, "rss_hash_report").putOnOff(rssHashReport));
    }

    public Optional<Boolean> iommu() {
        return Leaf.attribute(xml, "iommu").onOff();
    }

    public InterfaceDriver withIommu(@Nullable Boolean iommu) {
        return new InterfaceDriver(Leaf.attribute(xml, "iommu").putOnOff(iommu));
    }

    public Optional<Boolean> ats() {
        return Leaf.attribute(xml, "ats").onOff();
    }

    public InterfaceDriver withAts(@Nullable Boolean ats) {
        return new InterfaceDriver(Leaf.attribute(xml, "ats").putOnOff(ats));
    }

    public Optional<Boolean> packed() {
        return Leaf.attribute(xml, "packed").onOff();
    }

    public InterfaceDriver withPacked(@Nullable Boolean packed) {
        return new InterfaceDriver(Leaf.attribute(xml, "packed").putOnOff(packed));
    }

    public Optional<Boolean> pagePerVq() {
        return Leaf.attribute(xml, "page_per_vq").onOff();
    }

    public InterfaceDriver withPagePerVq(@Nullable Boolean pagePerVq) {
        return new InterfaceDriver(Leaf.attribute(xml, "page_per_vq").putOnOff(pagePerVq));
    }

    public HostOffloads host() {
        return new HostOffloads(xml.part("host"));
    }

    public InterfaceDriver withHost(UnaryOperator<HostOffloads> change) {
        return new InterfaceDriver(
                xml.withChild("host", e -> change.apply(new HostOffloads(e)).xml()));
    }

    public GuestOffloads guest() {
        return new GuestOffloads(xml.part("guest"));
    }

    public InterfaceDriver withGuest(UnaryOperator<GuestOffloads> change) {
        return new InterfaceDriver(
                xml.withChild("guest", e -> change.apply(new GuestOffloads(e)).xml()));
    }

    /**
     * What the host's side may offload.
     *
     * @param xml the element
     */
    public record HostOffloads(Element xml) implements View {
        public Optional<Boolean> csum() {
            return Leaf.attribute(xml, "csum").onOff();
        }

        public HostOffloads withCsum(@Nullable Boolean csum) {
            return new HostOffloads(Leaf.attribute(xml, "csum").putOnOff(csum));
        }

        public Optional<Boolean> gso() {
            return Leaf.attribute(xml, "gso").onOff();
        }

        public HostOffloads withGso(@Nullable Boolean gso) {
            return new HostOffloads(Leaf.attribute(xml, "gso").putOnOff(gso));
        }

        public Optional<Boolean> tso4() {
            return Leaf.attribute(xml, "tso4").onOff();
        }

        public HostOffloads withTso4(@Nullable Boolean tso4) {
            return new HostOffloads(Leaf.attribute(xml, "tso4").putOnOff(tso4));
        }

        public Optional<Boolean> tso6() {
            return Leaf.attribute(xml, "tso6").onOff();
        }

        public HostOffloads withTso6(@Nullable Boolean tso6) {
            return new HostOffloads(Leaf.attribute(xml, "tso6").putOnOff(tso6));
        }

        public Optional<Boolean> ecn() {
            return Leaf.attribute(xml, "ecn").onOff();
        }

        public HostOffloads withEcn(@Nullable Boolean ecn) {
            return new HostOffloads(Leaf.attribute(xml, "ecn").putOnOff(ecn));
        }

        public Optional<Boolean> ufo() {
            return Leaf.attribute(xml, "ufo").onOff();
        }

        public HostOffloads withUfo(@Nullable Boolean ufo) {
            return new HostOffloads(Leaf.attribute(xml, "ufo").putOnOff(ufo));
        }

        public Optional<Boolean> mergeReceiveBuffers() {
            return Leaf.attribute(xml, "mrg_rxbuf").onOff();
        }

        public HostOffloads withMergeReceiveBuffers(@Nullable Boolean mergeReceiveBuffers) {
            return new HostOffloads(Leaf.attribute(xml, "mrg_rxbuf").putOnOff(mergeReceiveBuffers));
        }
    }
    /**
     * What the guest's side may offload.
     *
     * @param xml the element
     */
    public record GuestOffloads(Element xml) implements View {
        public Optional<Boolean> csum() {
            return Leaf.attribute(xml, "csum").onOff();
        }

        public GuestOffloads withCsum(@Nullable Boolean csum) {
            return new GuestOffloads(Leaf.attribute(xml, "csum").putOnOff(csum));
        }

        public Optional<Boolean> tso4() {
            return Leaf.attribute(xml, "tso4").onOff();
        }

        public GuestOffloads withTso4(@Nullable Boolean tso4) {
            return new GuestOffloads(Leaf.attribute(xml, "tso4").putOnOff(tso4));
        }

        public Optional<Boolean> tso6() {
            return Leaf.attribute(xml, "tso6").onOff();
        }

        public GuestOffloads withTso6(@Nullable Boolean tso6) {
            return new GuestOffloads(Leaf.attribute(xml, "tso6").putOnOff(tso6));
        }

        public Optional<Boolean> ecn() {
            return Leaf.attribute(xml, "ecn").onOff();
        }

        public GuestOffloads withEcn(@Nullable Boolean ecn) {
            return new GuestOffloads(Leaf.attribute(xml, "ecn").putOnOff(ecn));
        }

        public Optional<Boolean> ufo() {
            return Leaf.attribute(xml, "ufo").onOff();
        }

        public GuestOffloads withUfo(@Nullable Boolean ufo) {
            return new GuestOffloads(Leaf.attribute(xml, "ufo").putOnOff(ufo));
        }
    }
}
