package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The processor of a guest, or of a host.
 *
 * @param xml the element
 */
public record Cpu(Element xml) implements View {
    /** Refuses an element of another name. */
    public Cpu {
        View.named(xml, "cpu");
    }

    /** {@return {@code custom}, {@code host-model}, {@code host-passthrough} or {@code maximum}} */
    public Optional<String> mode() {
        return Leaf.attribute(xml, "mode").string();
    }

    public Cpu withMode(@Nullable String mode) {
        return new Cpu(Leaf.attribute(xml, "mode").put(mode));
    }

    public Optional<String> match() {
        return Leaf.attribute(xml, "match").string();
    }

    public Cpu withMatch(@Nullable String match) {
        return new Cpu(Leaf.attribute(xml, "match").put(match));
    }

    public Optional<String> check() {
        return Leaf.attribute(xml, "check").string();
    }

    public Cpu withCheck(@Nullable String check) {
        return new Cpu(Leaf.attribute(xml, "check").put(check));
    }

    public Optional<Boolean> migratable() {
        return Leaf.attribute(xml, "migratable").onOff();
    }

    public Cpu withMigratable(@Nullable Boolean migratable) {
        return new Cpu(Leaf.attribute(xml, "migratable").putOnOff(migratable));
    }

    public Optional<Boolean> deprecatedFeatures() {
        return Leaf.attribute(xml, "deprecated_features").onOff();
    }

    public Cpu withDeprecatedFeatures(@Nullable Boolean deprecatedFeatures) {
        return new Cpu(Leaf.attribute(xml, "deprecated_features").putOnOff(deprecatedFeatures));
    }

    public Optional<String> arch() {
        return Leaf.text(xml, "arch").string();
    }

    public Cpu withArch(@Nullable String arch) {
        return new Cpu(Leaf.text(xml, "arch").put(arch));
    }

    public Optional<String> model() {
        return Leaf.text(xml, "model").string();
    }

    public Cpu withModel(@Nullable String model) {
        return new Cpu(Leaf.text(xml, "model").put(model));
    }

    public Optional<String> modelFallback() {
        return Leaf.attribute(xml, "model", "fallback").string();
    }

    public Cpu withModelFallback(@Nullable String modelFallback) {
        return new Cpu(Leaf.attribute(xml, "model", "fallback").put(modelFallback));
    }

    public Optional<String> vendorId() {
        return Leaf.attribute(xml, "model", "vendor_id").string();
    }

    public Cpu withVendorId(@Nullable String vendorId) {
        return new Cpu(Leaf.attribute(xml, "model", "vendor_id").put(vendorId));
    }

    public Optional<String> vendor() {
        return Leaf.text(xml, "vendor").string();
    }

    public Cpu withVendor(@Nullable String vendor) {
        return new Cpu(Leaf.text(xml, "vendor").put(vendor));
    }

    public Optional<Integer> sockets() {
        return Leaf.attribute(xml, "topology", "sockets").integer();
    }

    public Cpu withSockets(@Nullable Integer sockets) {
        return new Cpu(Leaf.attribute(xml, "topology", "sockets").put(sockets));
    }

    public Optional<Integer> dies() {
        return Leaf.attribute(xml, "topology", "dies").integer();
    }

    public Cpu withDies(@Nullable Integer dies) {
        return new Cpu(Leaf.attribute(xml, "topology", "dies").put(dies));
    }

    public Optional<Integer> clusters() {
        return Leaf.attribute(xml, "topology", "clusters").integer();
    }

    public Cpu withClusters(@Nullable Integer clusters) {
        return new Cpu(Leaf.attribute(xml, "topology", "clusters").put(clusters));
    }

    public Optional<Integer> cores() {
        return Leaf.attribute(xml, "topology", "cores").integer();
    }

    public Cpu withCores(@Nullable Integer cores) {
        return new Cpu(Leaf.attribute(xml, "topology", "cores").put(cores));
    }

    public Optional<Integer> threads() {
        return Leaf.attribute(xml, "topology", "threads").integer();
    }

    public Cpu withThreads(@Nullable Integer threads) {
        return new Cpu(Leaf.attribute(xml, "topology", "threads").put(threads));
    }

    public List<CpuFeature> features() {
        return xml.children("feature").stream().map(CpuFeature::new).toList();
    }

    public Cpu withFeatures(List<CpuFeature> features) {
        return new Cpu(xml.withChildren("feature", View.elements(features)));
    }

    public Optional<Integer> cacheLevel() {
        return Leaf.attribute(xml, "cache", "level").integer();
    }

    public Cpu withCacheLevel(@Nullable Integer cacheLevel) {
        return new Cpu(Leaf.attribute(xml, "cache", "level").put(cacheLevel));
    }

    public Optional<String> cacheMode() {
        return Leaf.attribute(xml, "cache", "mode").string();
    }

    public Cpu withCacheMode(@Nullable String cacheMode) {
        return new Cpu(Leaf.attribute(xml, "cache", "mode").put(cacheMode));
    }

    public Optional<String> maxPhysAddrMode() {
        return Leaf.attribute(xml, "maxphysaddr", "mode").string();
    }

    public Cpu withMaxPhysAddrMode(@Nullable String maxPhysAddrMode) {
        return new Cpu(Leaf.attribute(xml, "maxphysaddr", "mode").put(maxPhysAddrMode));
    }

    public Optional<Integer> maxPhysAddrBits() {
        return Leaf.attribute(xml, "maxphysaddr", "bits").integer();
    }

    public Cpu withMaxPhysAddrBits(@Nullable Integer maxPhysAddrBits) {
        return new Cpu(Leaf.attribute(xml, "maxphysaddr", "bits").put(maxPhysAddrBits));
    }

    public Optional<Integer> maxPhysAddrLimit() {
        return Leaf.attribute(xml, "maxphysaddr", "limit").integer();
    }

    public Cpu withMaxPhysAddrLimit(@Nullable Integer maxPhysAddrLimit) {
        return new Cpu(Leaf.attribute(xml, "maxphysaddr", "limit").put(maxPhysAddrLimit));
    }

    public List<NumaCell> numaCells() {
        return xml.part("numa").children("cell").stream().map(NumaCell::new).toList();
    }

    public Cpu withNumaCells(List<NumaCell> numaCells) {
        return new Cpu(xml.withChild("numa", a -> a.withChildren("cell", View.elements(numaCells))));
    }

    public List<Interconnect> latencies() {
        return xml.part("numa").part("interconnects").children("latency").stream()
                .map(Interconnect::new)
                .toList();
    }

    public Cpu withLatencies(List<Interconnect> latencies) {
        return new Cpu(xml.withChild(
                "numa", a -> a.withChild("interconnects", b -> b.withChildren("latency", View.elements(latencies)))));
    }

    public List<Interconnect> bandwidths() {
        return xml.part("numa").part("interconnects").children("bandwidth").stream()
                .map(Interconnect::new)
                .toList();
    }

    public Cpu withBandwidths(List<Interconnect> bandwidths) {
        return new Cpu(xml.withChild(
                "numa",
                a -> a.withChild("interconnects", b -> b.withChildren("bandwidth", View.elements(bandwidths)))));
    }

    /**
     * Sets the topology.
     *
     * @param sockets how many sockets
     * @param cores how many cores in each
     * @param threads how many threads in each core
     * @return the new processor
     */
    public Cpu withTopology(int sockets, int cores, int threads) {
        return withSockets(sockets).withCores(cores).withThreads(threads);
    }

    /**
     * Adds a feature, or changes the one of its name.
     *
     * @param feature the feature
     * @return the new processor
     */
    public Cpu withFeature(CpuFeature feature) {
        return features().stream()
                .filter(feature::sameFeature)
                .findFirst()
                .map(old -> new Cpu(xml.replace(old.xml(), feature.xml())))
                .orElse(new Cpu(xml.plus(feature.xml())));
    }
    /**
     * What one cell of the guest's NUMA sees of another.
     *
     * @param xml the element
     */
    public record Interconnect(Element xml) implements View {
        public Optional<Integer> initiator() {
            return Leaf.attribute(xml, "initiator").integer();
        }

        public Interconnect withInitiator(@Nullable Integer initiator) {
            return new Interconnect(Leaf.attribute(xml, "initiator").put(initiator));
        }

        public Optional<Integer> target() {
            return Leaf.attribute(xml, "target").integer();
        }

        public Interconnect withTarget(@Nullable Integer target) {
            return new Interconnect(Leaf.attribute(xml, "target").put(target));
        }

        public Optional<Integer> cache() {
            return Leaf.attribute(xml, "cache").integer();
        }

        public Interconnect withCache(@Nullable Integer cache) {
            return new Interconnect(Leaf.attribute(xml, "cache").put(cache));
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Interconnect withType(@Nullable String type) {
            return new Interconnect(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<Long> value() {
            return Leaf.attribute(xml, "value").number();
        }

        public Interconnect withValue(@Nullable Long value) {
            return new Interconnect(Leaf.attribute(xml, "value").put(value));
        }

        public Optional<String> unit() {
            return Leaf.attribute(xml, "unit").string();
        }

        public Interconnect withUnit(@Nullable String unit) {
            return new Interconnect(Leaf.attribute(xml, "unit").put(unit));
        }
    }
}
