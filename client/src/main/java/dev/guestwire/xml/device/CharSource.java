package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.SecurityLabel;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.Reconnect;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a character device go on the host.
 *
 * @param xml the element
 */
public record CharSource(Element xml) implements View {
    /** Refuses an element of another name. */
    public CharSource {
        View.named(xml, "source", "backend");
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public CharSource withType(@Nullable String type) {
        return new CharSource(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> path() {
        return Leaf.attribute(xml, "path").string();
    }

    public CharSource withPath(@Nullable String path) {
        return new CharSource(Leaf.attribute(xml, "path").put(path));
    }

    /** {@return {@code bind} or {@code connect}} */
    public Optional<String> mode() {
        return Leaf.attribute(xml, "mode").string();
    }

    public CharSource withMode(@Nullable String mode) {
        return new CharSource(Leaf.attribute(xml, "mode").put(mode));
    }

    public Optional<String> host() {
        return Leaf.attribute(xml, "host").string();
    }

    public CharSource withHost(@Nullable String host) {
        return new CharSource(Leaf.attribute(xml, "host").put(host));
    }

    public Optional<String> service() {
        return Leaf.attribute(xml, "service").string();
    }

    public CharSource withService(@Nullable String service) {
        return new CharSource(Leaf.attribute(xml, "service").put(service));
    }

    public Optional<String> channel() {
        return Leaf.attribute(xml, "channel").string();
    }

    public CharSource withChannel(@Nullable String channel) {
        return new CharSource(Leaf.attribute(xml, "channel").put(channel));
    }

    public Optional<String> master() {
        return Leaf.attribute(xml, "master").string();
    }

    public CharSource withMaster(@Nullable String master) {
        return new CharSource(Leaf.attribute(xml, "master").put(master));
    }

    public Optional<String> slave() {
        return Leaf.attribute(xml, "slave").string();
    }

    public CharSource withSlave(@Nullable String slave) {
        return new CharSource(Leaf.attribute(xml, "slave").put(slave));
    }

    public Optional<Boolean> append() {
        return Leaf.attribute(xml, "append").onOff();
    }

    public CharSource withAppend(@Nullable Boolean append) {
        return new CharSource(Leaf.attribute(xml, "append").putOnOff(append));
    }

    public Optional<Boolean> tls() {
        return Leaf.attribute(xml, "tls").yesNo();
    }

    public CharSource withTls(@Nullable Boolean tls) {
        return new CharSource(Leaf.attribute(xml, "tls").putYesNo(tls));
    }

    public Reconnect reconnect() {
        return new Reconnect(xml.part("reconnect"));
    }

    public CharSource withReconnect(UnaryOperator<Reconnect> change) {
        return new CharSource(
                xml.withChild("reconnect", e -> change.apply(new Reconnect(e)).xml()));
    }

    public Optional<Boolean> clipboardCopyPaste() {
        return Leaf.attribute(xml, "clipboard", "copypaste").yesNo();
    }

    public CharSource withClipboardCopyPaste(@Nullable Boolean clipboardCopyPaste) {
        return new CharSource(Leaf.attribute(xml, "clipboard", "copypaste").putYesNo(clipboardCopyPaste));
    }

    public Optional<String> mouseMode() {
        return Leaf.attribute(xml, "mouse", "mode").string();
    }

    public CharSource withMouseMode(@Nullable String mouseMode) {
        return new CharSource(Leaf.attribute(xml, "mouse", "mode").put(mouseMode));
    }

    public List<SecurityLabel> securityLabels() {
        return xml.children("seclabel").stream().map(SecurityLabel::new).toList();
    }

    public CharSource withSecurityLabels(List<SecurityLabel> securityLabels) {
        return new CharSource(xml.withChildren("seclabel", View.elements(securityLabels)));
    }
}
