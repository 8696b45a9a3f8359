package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.VirtioDriver;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The balloon that gives memory back to the host.
 *
 * @param xml the element
 */
public record MemBalloon(Element xml) implements Device {
    /** Refuses an element of another name. */
    public MemBalloon {
        View.named(xml, "memballoon");
    }

    public String model() {
        return Leaf.attribute(xml, "model").required();
    }

    public MemBalloon withModel(String model) {
        return new MemBalloon(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<Boolean> autoDeflate() {
        return Leaf.attribute(xml, "autodeflate").onOff();
    }

    public MemBalloon withAutoDeflate(@Nullable Boolean autoDeflate) {
        return new MemBalloon(Leaf.attribute(xml, "autodeflate").putOnOff(autoDeflate));
    }

    public Optional<Boolean> freePageReporting() {
        return Leaf.attribute(xml, "freePageReporting").onOff();
    }

    public MemBalloon withFreePageReporting(@Nullable Boolean freePageReporting) {
        return new MemBalloon(Leaf.attribute(xml, "freePageReporting").putOnOff(freePageReporting));
    }

    public Optional<Integer> statsPeriodSeconds() {
        return Leaf.attribute(xml, "stats", "period").integer();
    }

    public MemBalloon withStatsPeriodSeconds(@Nullable Integer statsPeriodSeconds) {
        return new MemBalloon(Leaf.attribute(xml, "stats", "period").put(statsPeriodSeconds));
    }

    public VirtioDriver driver() {
        return new VirtioDriver(xml.part("driver"));
    }

    public MemBalloon withDriver(UnaryOperator<VirtioDriver> change) {
        return new MemBalloon(
                xml.withChild("driver", e -> change.apply(new VirtioDriver(e)).xml()));
    }
}
