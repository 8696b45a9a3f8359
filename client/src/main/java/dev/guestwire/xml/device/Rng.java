package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.VirtioDriver;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A source of random numbers.
 *
 * @param xml the element
 */
public record Rng(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Rng {
        View.named(xml, "rng");
    }

    /**
     * Random numbers from a file of the host.
     *
     * @param path such as {@code /dev/urandom}
     * @return the device
     */
    public static Rng random(String path) {
        return new Rng(Element.of("rng"))
                .withModel("virtio")
                .withBackendModel("random")
                .withBackend(b -> b.withPath(path));
    }

    public String model() {
        return Leaf.attribute(xml, "model").required();
    }

    public Rng withModel(String model) {
        return new Rng(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<String> backendModel() {
        return Leaf.attribute(xml, "backend", "model").string();
    }

    public Rng withBackendModel(@Nullable String backendModel) {
        return new Rng(Leaf.attribute(xml, "backend", "model").put(backendModel));
    }

    public Optional<Long> rateBytes() {
        return Leaf.attribute(xml, "rate", "bytes").number();
    }

    public Rng withRateBytes(@Nullable Long rateBytes) {
        return new Rng(Leaf.attribute(xml, "rate", "bytes").put(rateBytes));
    }

    public Optional<Long> ratePeriodMilliseconds() {
        return Leaf.attribute(xml, "rate", "period").number();
    }

    public Rng withRatePeriodMilliseconds(@Nullable Long ratePeriodMilliseconds) {
        return new Rng(Leaf.attribute(xml, "rate", "period").put(ratePeriodMilliseconds));
    }

    public Backend backend() {
        return new Backend(xml.part("backend"));
    }

    public Rng withBackend(UnaryOperator<Backend> change) {
        return new Rng(
                xml.withChild("backend", e -> change.apply(new Backend(e)).xml()));
    }

    public VirtioDriver driver() {
        return new VirtioDriver(xml.part("driver"));
    }

    public Rng withDriver(UnaryOperator<VirtioDriver> change) {
        return new Rng(
                xml.withChild("driver", e -> change.apply(new VirtioDriver(e)).xml()));
    }

    /**
     * Where the numbers come from.
     *
     * @param xml the element
     */
    public record Backend(Element xml) implements View {
        public Optional<String> model() {
            return Leaf.attribute(xml, "model").string();
        }

        public Backend withModel(@Nullable String model) {
            return new Backend(Leaf.attribute(xml, "model").put(model));
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Backend withType(@Nullable String type) {
            return new Backend(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<String> path() {
            return Leaf.text(xml).string();
        }

        public Backend withPath(@Nullable String path) {
            return new Backend(Leaf.text(xml).put(path));
        }

        public List<CharSource> sources() {
            return xml.children("source").stream().map(CharSource::new).toList();
        }

        public Backend withSources(List<CharSource> sources) {
            return new Backend(xml.withChildren("source", View.elements(sources)));
        }

        public Optional<String> protocol() {
            return Leaf.attribute(xml, "protocol", "type").string();
        }

        public Backend withProtocol(@Nullable String protocol) {
            return new Backend(Leaf.attribute(xml, "protocol", "type").put(protocol));
        }
    }
}
