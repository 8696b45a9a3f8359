package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trusted platform module.
 *
 * @param xml the element
 */
public record Tpm(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Tpm {
        View.named(xml, "tpm");
    }

    /** {@return a software TPM 2.0} */
    public static Tpm emulated() {
        return new Tpm(Element.of("tpm"))
                .withModel("tpm-crb")
                .withBackendType("emulator")
                .withVersion("2.0");
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public Tpm withModel(@Nullable String model) {
        return new Tpm(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<String> backendType() {
        return Leaf.attribute(xml, "backend", "type").string();
    }

    public Tpm withBackendType(@Nullable String backendType) {
        return new Tpm(Leaf.attribute(xml, "backend", "type").put(backendType));
    }

    public Optional<String> version() {
        return Leaf.attribute(xml, "backend", "version").string();
    }

    public Tpm withVersion(@Nullable String version) {
        return new Tpm(Leaf.attribute(xml, "backend", "version").put(version));
    }

    public Optional<Boolean> persistentState() {
        return Leaf.attribute(xml, "backend", "persistent_state").yesNo();
    }

    public Tpm withPersistentState(@Nullable Boolean persistentState) {
        return new Tpm(Leaf.attribute(xml, "backend", "persistent_state").putYesNo(persistentState));
    }

    public Optional<UUID> encryptionSecret() {
        return xml.child("backend")
                .flatMap(e -> Leaf.attribute(e, "encryption", "secret").uuid());
    }

    public Tpm withEncryptionSecret(@Nullable UUID encryptionSecret) {
        return new Tpm(xml.withChild(
                "backend", a -> Leaf.attribute(a, "encryption", "secret").put(encryptionSecret)));
    }

    public Optional<String> devicePath() {
        return xml.child("backend")
                .flatMap(e -> Leaf.attribute(e, "device", "path").string());
    }

    public Tpm withDevicePath(@Nullable String devicePath) {
        return new Tpm(xml.withChild(
                "backend", a -> Leaf.attribute(a, "device", "path").put(devicePath)));
    }

    public Optional<String> sourceType() {
        return xml.child("backend")
                .flatMap(e -> Leaf.attribute(e, "source", "type").string());
    }

    public Tpm withSourceType(@Nullable String sourceType) {
        return new Tpm(xml.withChild(
                "backend", a -> Leaf.attribute(a, "source", "type").put(sourceType)));
    }

    public Optional<String> sourcePath() {
        return xml.child("backend")
                .flatMap(e -> Leaf.attribute(e, "source", "path").string());
    }

    public Tpm withSourcePath(@Nullable String sourcePath) {
        return new Tpm(xml.withChild(
                "backend", a -> Leaf.attribute(a, "source", "path").put(sourcePath)));
    }

    public Optional<String> sourceMode() {
        return xml.child("backend")
                .flatMap(e -> Leaf.attribute(e, "source", "mode").string());
    }

    public Tpm withSourceMode(@Nullable String sourceMode) {
        return new Tpm(xml.withChild(
                "backend", a -> Leaf.attribute(a, "source", "mode").put(sourceMode)));
    }

    /** {@return the active PCR banks, such as {@code sha256}} */
    public List<String> activePcrBanks() {
        return xml.child("backend").flatMap(b -> b.child("active_pcr_banks")).stream()
                .flatMap(b -> b.children().stream())
                .map(Element::name)
                .toList();
    }
}
