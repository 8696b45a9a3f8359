package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IOMMU for the guest.
 *
 * @param xml the element
 */
public record Iommu(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Iommu {
        View.named(xml, "iommu");
    }

    public String model() {
        return Leaf.attribute(xml, "model").required();
    }

    public Iommu withModel(String model) {
        return new Iommu(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<Boolean> interruptRemapping() {
        return Leaf.attribute(xml, "driver", "intremap").onOff();
    }

    public Iommu withInterruptRemapping(@Nullable Boolean interruptRemapping) {
        return new Iommu(Leaf.attribute(xml, "driver", "intremap").putOnOff(interruptRemapping));
    }

    public Optional<Boolean> cachingMode() {
        return Leaf.attribute(xml, "driver", "caching_mode").onOff();
    }

    public Iommu withCachingMode(@Nullable Boolean cachingMode) {
        return new Iommu(Leaf.attribute(xml, "driver", "caching_mode").putOnOff(cachingMode));
    }

    public Optional<Boolean> extendedInterruptMode() {
        return Leaf.attribute(xml, "driver", "eim").onOff();
    }

    public Iommu withExtendedInterruptMode(@Nullable Boolean extendedInterruptMode) {
        return new Iommu(Leaf.attribute(xml, "driver", "eim").putOnOff(extendedInterruptMode));
    }

    public Optional<Boolean> iotlb() {
        return Leaf.attribute(xml, "driver", "iotlb").onOff();
    }

    public Iommu withIotlb(@Nullable Boolean iotlb) {
        return new Iommu(Leaf.attribute(xml, "driver", "iotlb").putOnOff(iotlb));
    }

    public Optional<Integer> addressBits() {
        return Leaf.attribute(xml, "driver", "aw_bits").integer();
    }

    public Iommu withAddressBits(@Nullable Integer addressBits) {
        return new Iommu(Leaf.attribute(xml, "driver", "aw_bits").put(addressBits));
    }

    public Optional<Boolean> dmaTranslation() {
        return Leaf.attribute(xml, "driver", "dma_translation").onOff();
    }

    public Iommu withDmaTranslation(@Nullable Boolean dmaTranslation) {
        return new Iommu(Leaf.attribute(xml, "driver", "dma_translation").putOnOff(dmaTranslation));
    }
}
