package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.StorageSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the guest boots: an {@code <os>}.
 *
 * @param xml the element
 */
public record Os(Element xml) implements View {
    /** Refuses an element of another name. */
    public Os {
        View.named(xml, "os");
    }

    /** {@return {@code efi} or {@code bios} if libvirt shall find the firmware itself} */
    public Optional<String> firmware() {
        return Leaf.attribute(xml, "firmware").string();
    }

    public Os withFirmware(@Nullable String firmware) {
        return new Os(Leaf.attribute(xml, "firmware").put(firmware));
    }

    public String type() {
        return Leaf.text(xml, "type").string().orElse("hvm");
    }

    public Os withType(@Nullable String type) {
        return type().equals(type) ? this : new Os(Leaf.text(xml, "type").put(type));
    }

    public Optional<String> arch() {
        return Leaf.attribute(xml, "type", "arch").string();
    }

    public Os withArch(@Nullable String arch) {
        return new Os(Leaf.attribute(xml, "type", "arch").put(arch));
    }

    public Optional<String> machine() {
        return Leaf.attribute(xml, "type", "machine").string();
    }

    public Os withMachine(@Nullable String machine) {
        return new Os(Leaf.attribute(xml, "type", "machine").put(machine));
    }

    /** {@return the firmware's file} */
    public Optional<String> loader() {
        return Leaf.text(xml, "loader").string();
    }

    public Os withLoader(@Nullable String loader) {
        return new Os(Leaf.text(xml, "loader").put(loader));
    }

    public Optional<String> loaderType() {
        return Leaf.attribute(xml, "loader", "type").string();
    }

    public Os withLoaderType(@Nullable String loaderType) {
        return new Os(Leaf.attribute(xml, "loader", "type").put(loaderType));
    }

    public Optional<String> loaderFormat() {
        return Leaf.attribute(xml, "loader", "format").string();
    }

    public Os withLoaderFormat(@Nullable String loaderFormat) {
        return new Os(Leaf.attribute(xml, "loader", "format").put(loaderFormat));
    }

    public Optional<Boolean> loaderReadOnly() {
        return Leaf.attribute(xml, "loader", "readonly").yesNo();
    }

    public Os withLoaderReadOnly(@Nullable Boolean loaderReadOnly) {
        return new Os(Leaf.attribute(xml, "loader", "readonly").putYesNo(loaderReadOnly));
    }

    public Optional<Boolean> loaderSecure() {
        return Leaf.attribute(xml, "loader", "secure").yesNo();
    }

    public Os withLoaderSecure(@Nullable Boolean loaderSecure) {
        return new Os(Leaf.attribute(xml, "loader", "secure").putYesNo(loaderSecure));
    }

    public Optional<Boolean> loaderStateless() {
        return Leaf.attribute(xml, "loader", "stateless").yesNo();
    }

    public Os withLoaderStateless(@Nullable Boolean loaderStateless) {
        return new Os(Leaf.attribute(xml, "loader", "stateless").putYesNo(loaderStateless));
    }

    public Optional<String> nvram() {
        return Leaf.text(xml, "nvram").string();
    }

    public Os withNvram(@Nullable String nvram) {
        return new Os(Leaf.text(xml, "nvram").put(nvram));
    }

    public Optional<String> nvramTemplate() {
        return Leaf.attribute(xml, "nvram", "template").string();
    }

    public Os withNvramTemplate(@Nullable String nvramTemplate) {
        return new Os(Leaf.attribute(xml, "nvram", "template").put(nvramTemplate));
    }

    public Optional<String> nvramTemplateFormat() {
        return Leaf.attribute(xml, "nvram", "templateFormat").string();
    }

    public Os withNvramTemplateFormat(@Nullable String nvramTemplateFormat) {
        return new Os(Leaf.attribute(xml, "nvram", "templateFormat").put(nvramTemplateFormat));
    }

    public Optional<String> nvramFormat() {
        return Leaf.attribute(xml, "nvram", "format").string();
    }

    public Os withNvramFormat(@Nullable String nvramFormat) {
        return new Os(Leaf.attribute(xml, "nvram", "format").put(nvramFormat));
    }

    public Optional<String> nvramType() {
        return Leaf.attribute(xml, "nvram", "type").string();
    }

    public Os withNvramType(@Nullable String nvramType) {
        return new Os(Leaf.attribute(xml, "nvram", "type").put(nvramType));
    }

    public StorageSource nvramSource() {
        return new StorageSource(xml.part("nvram").part("source"));
    }

    public Os withNvramSource(UnaryOperator<StorageSource> change) {
        return new Os(xml.withChild(
                "nvram",
                p -> p.withChild(
                        "source", e -> change.apply(new StorageSource(e)).xml())));
    }

    public Optional<String> kernel() {
        return Leaf.text(xml, "kernel").string();
    }

    public Os withKernel(@Nullable String kernel) {
        return new Os(Leaf.text(xml, "kernel").put(kernel));
    }

    public Optional<String> initrd() {
        return Leaf.text(xml, "initrd").string();
    }

    public Os withInitrd(@Nullable String initrd) {
        return new Os(Leaf.text(xml, "initrd").put(initrd));
    }

    public Optional<String> commandLine() {
        return Leaf.text(xml, "cmdline").string();
    }

    public Os withCommandLine(@Nullable String commandLine) {
        return new Os(Leaf.text(xml, "cmdline").put(commandLine));
    }

    public Optional<String> deviceTree() {
        return Leaf.text(xml, "dtb").string();
    }

    public Os withDeviceTree(@Nullable String deviceTree) {
        return new Os(Leaf.text(xml, "dtb").put(deviceTree));
    }

    public Optional<String> root() {
        return Leaf.text(xml, "root").string();
    }

    public Os withRoot(@Nullable String root) {
        return new Os(Leaf.text(xml, "root").put(root));
    }

    public Optional<String> init() {
        return Leaf.text(xml, "init").string();
    }

    public Os withInit(@Nullable String init) {
        return new Os(Leaf.text(xml, "init").put(init));
    }

    public List<String> initArguments() {
        return xml.children("initarg").stream().map(e -> e.text().strip()).toList();
    }

    public Os withInitArguments(List<String> initArguments) {
        return new Os(xml.withTexts("initarg", initArguments));
    }

    public List<InitVariable> initEnvironment() {
        return xml.children("initenv").stream().map(InitVariable::new).toList();
    }

    public Os withInitEnvironment(List<InitVariable> initEnvironment) {
        return new Os(xml.withChildren("initenv", View.elements(initEnvironment)));
    }

    public Optional<String> initDirectory() {
        return Leaf.text(xml, "initdir").string();
    }

    public Os withInitDirectory(@Nullable String initDirectory) {
        return new Os(Leaf.text(xml, "initdir").put(initDirectory));
    }

    public Optional<String> initUser() {
        return Leaf.text(xml, "inituser").string();
    }

    public Os withInitUser(@Nullable String initUser) {
        return new Os(Leaf.text(xml, "inituser").put(initUser));
    }

    public Optional<String> initGroup() {
        return Leaf.text(xml, "initgroup").string();
    }

    public Os withInitGroup(@Nullable String initGroup) {
        return new Os(Leaf.text(xml, "initgroup").put(initGroup));
    }

    public Optional<Boolean> bootMenu() {
        return Leaf.attribute(xml, "bootmenu", "enable").yesNo();
    }

    public Os withBootMenu(@Nullable Boolean bootMenu) {
        return new Os(Leaf.attribute(xml, "bootmenu", "enable").putYesNo(bootMenu));
    }

    public Optional<Integer> bootMenuTimeoutMilliseconds() {
        return Leaf.attribute(xml, "bootmenu", "timeout").integer();
    }

    public Os withBootMenuTimeoutMilliseconds(@Nullable Integer bootMenuTimeoutMilliseconds) {
        return new Os(Leaf.attribute(xml, "bootmenu", "timeout").put(bootMenuTimeoutMilliseconds));
    }

    public Optional<Boolean> useSerial() {
        return Leaf.attribute(xml, "bios", "useserial").yesNo();
    }

    public Os withUseSerial(@Nullable Boolean useSerial) {
        return new Os(Leaf.attribute(xml, "bios", "useserial").putYesNo(useSerial));
    }

    public Optional<Integer> rebootTimeoutMilliseconds() {
        return Leaf.attribute(xml, "bios", "rebootTimeout").integer();
    }

    public Os withRebootTimeoutMilliseconds(@Nullable Integer rebootTimeoutMilliseconds) {
        return new Os(Leaf.attribute(xml, "bios", "rebootTimeout").put(rebootTimeoutMilliseconds));
    }

    public Optional<String> smbios() {
        return Leaf.attribute(xml, "smbios", "mode").string();
    }

    public Os withSmbios(@Nullable String smbios) {
        return new Os(Leaf.attribute(xml, "smbios", "mode").put(smbios));
    }

    public Optional<String> acpiTable() {
        return xml.child("acpi").flatMap(e -> Leaf.text(e, "table").string());
    }

    public Os withAcpiTable(@Nullable String acpiTable) {
        return new Os(xml.withChild("acpi", a -> Leaf.text(a, "table").put(acpiTable)));
    }

    public Optional<String> acpiTableType() {
        return xml.child("acpi").flatMap(e -> Leaf.attribute(e, "table", "type").string());
    }

    public Os withAcpiTableType(@Nullable String acpiTableType) {
        return new Os(
                xml.withChild("acpi", a -> Leaf.attribute(a, "table", "type").put(acpiTableType)));
    }

    public List<FirmwareFeature> firmwareFeatures() {
        return xml.part("firmware").children("feature").stream()
                .map(FirmwareFeature::new)
                .toList();
    }

    public Os withFirmwareFeatures(List<FirmwareFeature> firmwareFeatures) {
        return new Os(xml.withChild("firmware", a -> a.withChildren("feature", View.elements(firmwareFeatures))));
    }

    /** {@return the kinds of device to boot from, in order: {@code hd}, {@code cdrom}, {@code network}, {@code fd}} */
    public List<String> bootDevices() {
        return xml.children("boot").stream()
                .map(b -> Leaf.attribute(b, "dev").required())
                .toList();
    }

    /**
     * Sets the kinds of device to boot from.
     *
     * @param kinds in order; none if devices have a boot order of their own
     * @return the new settings
     */
    public Os withBootDevices(List<String> kinds) {
        List<Element> boots = kinds.stream()
                .map(k -> Element.of("boot").withAttribute("dev", k))
                .toList();
        return bootDevices().equals(kinds) ? this : new Os(xml.withChildren("boot", boots));
    }
    /**
     * A variable for a container's first process.
     *
     * @param xml the element
     */
    public record InitVariable(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public InitVariable withName(@Nullable String name) {
            return new InitVariable(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> value() {
            return Leaf.text(xml).string();
        }

        public InitVariable withValue(@Nullable String value) {
            return new InitVariable(Leaf.text(xml).put(value));
        }
    }
    /**
     * Something that the firmware must or must not have.
     *
     * @param xml the element
     */
    public record FirmwareFeature(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public FirmwareFeature withName(@Nullable String name) {
            return new FirmwareFeature(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<Boolean> enabled() {
            return Leaf.attribute(xml, "enabled").yesNo();
        }

        public FirmwareFeature withEnabled(@Nullable Boolean enabled) {
            return new FirmwareFeature(Leaf.attribute(xml, "enabled").putYesNo(enabled));
        }
    }
}
