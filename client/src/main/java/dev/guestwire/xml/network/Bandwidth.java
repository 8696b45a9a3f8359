package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Limits on the traffic of a network or an interface.
 *
 * @param xml the element
 */
public record Bandwidth(Element xml) implements View {
    /** Refuses an element of another name. */
    public Bandwidth {
        View.named(xml, "bandwidth");
    }

    public Rate inbound() {
        return new Rate(xml.part("inbound"));
    }

    public Bandwidth withInbound(UnaryOperator<Rate> change) {
        return new Bandwidth(
                xml.withChild("inbound", e -> change.apply(new Rate(e)).xml()));
    }

    public Rate outbound() {
        return new Rate(xml.part("outbound"));
    }

    public Bandwidth withOutbound(UnaryOperator<Rate> change) {
        return new Bandwidth(
                xml.withChild("outbound", e -> change.apply(new Rate(e)).xml()));
    }

    /**
     * The limits of one direction.
     *
     * @param xml the element
     */
    public record Rate(Element xml) implements View {
        /** {@return kibibytes per second} */
        public Optional<Long> average() {
            return Leaf.attribute(xml, "average").number();
        }

        public Rate withAverage(@Nullable Long average) {
            return new Rate(Leaf.attribute(xml, "average").put(average));
        }

        /** {@return kibibytes per second} */
        public Optional<Long> peak() {
            return Leaf.attribute(xml, "peak").number();
        }

        public Rate withPeak(@Nullable Long peak) {
            return new Rate(Leaf.attribute(xml, "peak").put(peak));
        }

        /** {@return kibibytes at once} */
        public Optional<Long> burst() {
            return Leaf.attribute(xml, "burst").number();
        }

        public Rate withBurst(@Nullable Long burst) {
            return new Rate(Leaf.attribute(xml, "burst").put(burst));
        }

        /** {@return kibibytes per second that are guaranteed} */
        public Optional<Long> floor() {
            return Leaf.attribute(xml, "floor").number();
        }

        public Rate withFloor(@Nullable Long floor) {
            return new Rate(Leaf.attribute(xml, "floor").put(floor));
        }
    }
}
