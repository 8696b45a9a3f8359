package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A serial port, parallel port, console or channel: {@link #kind} tells which.
 *
 * @param xml the element
 */
public record CharDevice(Element xml) implements Device {
    /** Refuses an element of another name. */
    public CharDevice {
        View.named(xml, "serial", "parallel", "console", "channel");
    }

    /** The name of the guest agent's channel. */
    public static final String AGENT = "org.qemu.guest_agent.0";

    /** {@return a serial console on a pseudo terminal of the host} */
    public static CharDevice console() {
        return of("console", "pty").withTargetType("serial").withTargetPort("0");
    }

    /** {@return a serial port on a pseudo terminal of the host} */
    public static CharDevice serial() {
        return of("serial", "pty").withTargetPort("0");
    }

    /** {@return the guest agent's channel, on a socket that libvirt names} */
    public static CharDevice agentChannel() {
        return channel(AGENT);
    }

    /**
     * A virtio channel on a Unix socket that libvirt names.
     *
     * @param name the port's name in the guest
     * @return the channel
     */
    public static CharDevice channel(String name) {
        return of("channel", "unix").withTargetType("virtio").withTargetName(name);
    }

    private static CharDevice of(String kind, String type) {
        return new CharDevice(Element.of(kind).withAttribute("type", type));
    }
    /** {@return where its bytes go: {@code pty}, {@code unix}, {@code tcp}, {@code file}, {@code spicevmc} and so on} */
    public String type() {
        return Leaf.attribute(xml, "type").string().orElse("pty");
    }

    public CharDevice withType(@Nullable String type) {
        return type().equals(type)
                ? this
                : new CharDevice(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> tty() {
        return Leaf.attribute(xml, "tty").string();
    }

    public CharDevice withTty(@Nullable String tty) {
        return new CharDevice(Leaf.attribute(xml, "tty").put(tty));
    }

    public CharSource source() {
        return new CharSource(xml.part("source"));
    }

    public CharDevice withSource(UnaryOperator<CharSource> change) {
        return new CharDevice(
                xml.withChild("source", e -> change.apply(new CharSource(e)).xml()));
    }

    public List<CharSource> sources() {
        return xml.children("source").stream().map(CharSource::new).toList();
    }

    public CharDevice withSources(List<CharSource> sources) {
        return new CharDevice(xml.withChildren("source", View.elements(sources)));
    }

    public Optional<String> protocol() {
        return Leaf.attribute(xml, "protocol", "type").string();
    }

    public CharDevice withProtocol(@Nullable String protocol) {
        return new CharDevice(Leaf.attribute(xml, "protocol", "type").put(protocol));
    }

    public Optional<String> logFile() {
        return Leaf.attribute(xml, "log", "file").string();
    }

    public CharDevice withLogFile(@Nullable String logFile) {
        return new CharDevice(Leaf.attribute(xml, "log", "file").put(logFile));
    }

    public Optional<Boolean> logAppend() {
        return Leaf.attribute(xml, "log", "append").onOff();
    }

    public CharDevice withLogAppend(@Nullable Boolean logAppend) {
        return new CharDevice(Leaf.attribute(xml, "log", "append").putOnOff(logAppend));
    }

    public Optional<String> targetType() {
        return Leaf.attribute(xml, "target", "type").string();
    }

    public CharDevice withTargetType(@Nullable String targetType) {
        return new CharDevice(Leaf.attribute(xml, "target", "type").put(targetType));
    }

    public Optional<String> targetName() {
        return Leaf.attribute(xml, "target", "name").string();
    }

    public CharDevice withTargetName(@Nullable String targetName) {
        return new CharDevice(Leaf.attribute(xml, "target", "name").put(targetName));
    }

    public Optional<String> targetPort() {
        return Leaf.attribute(xml, "target", "port").string();
    }

    public CharDevice withTargetPort(@Nullable String targetPort) {
        return new CharDevice(Leaf.attribute(xml, "target", "port").put(targetPort));
    }

    public Optional<String> targetAddress() {
        return Leaf.attribute(xml, "target", "address").string();
    }

    public CharDevice withTargetAddress(@Nullable String targetAddress) {
        return new CharDevice(Leaf.attribute(xml, "target", "address").put(targetAddress));
    }

    /** {@return {@code connected} if somebody in the guest has the channel open} */
    public Optional<String> targetState() {
        return Leaf.attribute(xml, "target", "state").string();
    }

    public CharDevice withTargetState(@Nullable String targetState) {
        return new CharDevice(Leaf.attribute(xml, "target", "state").put(targetState));
    }

    public Optional<String> targetModel() {
        return xml.child("target")
                .flatMap(e -> Leaf.attribute(e, "model", "name").string());
    }

    public CharDevice withTargetModel(@Nullable String targetModel) {
        return new CharDevice(
                xml.withChild("target", a -> Leaf.attribute(a, "model", "name").put(targetModel)));
    }

    @Override
    public CharDevice withAlias(@Nullable String alias) {
        return new CharDevice(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public CharDevice withAddress(@Nullable Address address) {
        return new CharDevice(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public CharDevice withBootOrder(@Nullable Integer bootOrder) {
        return new CharDevice(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }
}
