package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the guest begins, what happens when it ends, and whether it may sleep: the parts of its definition that say so.
 *
 * @param xml the element
 */
public record Lifecycle(Element xml) implements View {
    /** Refuses an element of another name. */
    public Lifecycle {
        View.named(xml, "domain", "inactiveDomain");
    }

    /** {@return a program of the host that starts the guest, instead of firmware} */
    public Optional<String> bootloader() {
        return Leaf.text(xml, "bootloader").string();
    }

    public Lifecycle withBootloader(@Nullable String bootloader) {
        return new Lifecycle(Leaf.text(xml, "bootloader").put(bootloader));
    }

    public Optional<String> bootloaderArguments() {
        return Leaf.text(xml, "bootloader_args").string();
    }

    public Lifecycle withBootloaderArguments(@Nullable String bootloaderArguments) {
        return new Lifecycle(Leaf.text(xml, "bootloader_args").put(bootloaderArguments));
    }

    /** {@return changes when the guest goes back in time} */
    public Optional<UUID> generationId() {
        return Leaf.text(xml, "genid").uuid();
    }

    public Lifecycle withGenerationId(@Nullable UUID generationId) {
        return new Lifecycle(Leaf.text(xml, "genid").beside("name", "uuid").put(generationId));
    }

    public Optional<String> onPowerOff() {
        return Leaf.text(xml, "on_poweroff").string();
    }

    public Lifecycle withOnPowerOff(@Nullable String onPowerOff) {
        return new Lifecycle(ending("on_poweroff").put(onPowerOff));
    }

    public Optional<String> onReboot() {
        return Leaf.text(xml, "on_reboot").string();
    }

    public Lifecycle withOnReboot(@Nullable String onReboot) {
        return new Lifecycle(ending("on_reboot").put(onReboot));
    }

    public Optional<String> onCrash() {
        return Leaf.text(xml, "on_crash").string();
    }

    public Lifecycle withOnCrash(@Nullable String onCrash) {
        return new Lifecycle(ending("on_crash").put(onCrash));
    }

    public Optional<String> onLockFailure() {
        return Leaf.text(xml, "on_lockfailure").string();
    }

    public Lifecycle withOnLockFailure(@Nullable String onLockFailure) {
        return new Lifecycle(ending("on_lockfailure").put(onLockFailure));
    }

    public Optional<Boolean> suspendToMemory() {
        return xml.child("pm")
                .flatMap(e -> Leaf.attribute(e, "suspend-to-mem", "enabled").yesNo());
    }

    public Lifecycle withSuspendToMemory(@Nullable Boolean suspendToMemory) {
        return new Lifecycle(xml.withChild(
                "pm", a -> Leaf.attribute(a, "suspend-to-mem", "enabled").putYesNo(suspendToMemory)));
    }

    public Optional<Boolean> suspendToDisk() {
        return xml.child("pm")
                .flatMap(e -> Leaf.attribute(e, "suspend-to-disk", "enabled").yesNo());
    }

    public Lifecycle withSuspendToDisk(@Nullable Boolean suspendToDisk) {
        return new Lifecycle(xml.withChild(
                "pm", a -> Leaf.attribute(a, "suspend-to-disk", "enabled").putYesNo(suspendToDisk)));
    }

    private Leaf ending(String name) {
        return Leaf.text(xml, name).beside("on_poweroff", "on_reboot", "on_crash", "on_lockfailure");
    }
}
