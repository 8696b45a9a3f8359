package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.VirtioDriver;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A graphics card of the guest.
 *
 * @param xml the element
 */
public record Video(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Video {
        View.named(xml, "video");
    }

    /**
     * A card of a model.
     *
     * @param model such as {@code virtio}, {@code vga} or {@code qxl}
     * @return the card
     */
    public static Video of(String model) {
        return new Video(Element.of("video")).withModel(model);
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model", "type").string();
    }

    public Video withModel(@Nullable String model) {
        return new Video(Leaf.attribute(xml, "model", "type").put(model));
    }

    public Optional<Integer> heads() {
        return Leaf.attribute(xml, "model", "heads").integer();
    }

    public Video withHeads(@Nullable Integer heads) {
        return new Video(Leaf.attribute(xml, "model", "heads").put(heads));
    }

    public Optional<Boolean> primary() {
        return Leaf.attribute(xml, "model", "primary").yesNo();
    }

    public Video withPrimary(@Nullable Boolean primary) {
        return new Video(Leaf.attribute(xml, "model", "primary").putYesNo(primary));
    }

    public Optional<Boolean> blob() {
        return Leaf.attribute(xml, "model", "blob").onOff();
    }

    public Video withBlob(@Nullable Boolean blob) {
        return new Video(Leaf.attribute(xml, "model", "blob").putOnOff(blob));
    }

    /** {@return KiB} */
    public Optional<Long> ram() {
        return Leaf.attribute(xml, "model", "ram").number();
    }

    public Video withRam(@Nullable Long ram) {
        return new Video(Leaf.attribute(xml, "model", "ram").put(ram));
    }

    /** {@return KiB} */
    public Optional<Long> vram() {
        return Leaf.attribute(xml, "model", "vram").number();
    }

    public Video withVram(@Nullable Long vram) {
        return new Video(Leaf.attribute(xml, "model", "vram").put(vram));
    }

    /** {@return KiB} */
    public Optional<Long> vram64() {
        return Leaf.attribute(xml, "model", "vram64").number();
    }

    public Video withVram64(@Nullable Long vram64) {
        return new Video(Leaf.attribute(xml, "model", "vram64").put(vram64));
    }

    /** {@return KiB} */
    public Optional<Long> vgaMemory() {
        return Leaf.attribute(xml, "model", "vgamem").number();
    }

    public Video withVgaMemory(@Nullable Long vgaMemory) {
        return new Video(Leaf.attribute(xml, "model", "vgamem").put(vgaMemory));
    }

    public Optional<Boolean> accel2d() {
        return xml.child("model")
                .flatMap(e -> Leaf.attribute(e, "acceleration", "accel2d").yesNo());
    }

    public Video withAccel2d(@Nullable Boolean accel2d) {
        return new Video(xml.withChild(
                "model", a -> Leaf.attribute(a, "acceleration", "accel2d").putYesNo(accel2d)));
    }

    public Optional<Boolean> accel3d() {
        return xml.child("model")
                .flatMap(e -> Leaf.attribute(e, "acceleration", "accel3d").yesNo());
    }

    public Video withAccel3d(@Nullable Boolean accel3d) {
        return new Video(xml.withChild(
                "model", a -> Leaf.attribute(a, "acceleration", "accel3d").putYesNo(accel3d)));
    }

    public Optional<String> renderNode() {
        return xml.child("model")
                .flatMap(e -> Leaf.attribute(e, "acceleration", "rendernode").string());
    }

    public Video withRenderNode(@Nullable String renderNode) {
        return new Video(xml.withChild(
                "model", a -> Leaf.attribute(a, "acceleration", "rendernode").put(renderNode)));
    }

    public Optional<Integer> resolutionX() {
        return xml.child("model")
                .flatMap(e -> Leaf.attribute(e, "resolution", "x").integer());
    }

    public Video withResolutionX(@Nullable Integer resolutionX) {
        return new Video(
                xml.withChild("model", a -> Leaf.attribute(a, "resolution", "x").put(resolutionX)));
    }

    public Optional<Integer> resolutionY() {
        return xml.child("model")
                .flatMap(e -> Leaf.attribute(e, "resolution", "y").integer());
    }

    public Video withResolutionY(@Nullable Integer resolutionY) {
        return new Video(
                xml.withChild("model", a -> Leaf.attribute(a, "resolution", "y").put(resolutionY)));
    }

    public VirtioDriver driver() {
        return new VirtioDriver(xml.part("driver"));
    }

    public Video withDriver(UnaryOperator<VirtioDriver> change) {
        return new Video(
                xml.withChild("driver", e -> change.apply(new VirtioDriver(e)).xml()));
    }
}
