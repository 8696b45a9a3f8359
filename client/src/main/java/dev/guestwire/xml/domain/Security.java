package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.SecurityLabel;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the guest is fenced in, and kept from its host: the parts of its definition that say so.
 *
 * @param xml the element
 */
public record Security(Element xml) implements View {
    /** Refuses an element of another name. */
    public Security {
        View.named(xml, "domain", "inactiveDomain");
    }

    public List<SecurityLabel> labels() {
        return xml.children("seclabel").stream().map(SecurityLabel::new).toList();
    }

    public Security withLabels(List<SecurityLabel> labels) {
        return new Security(xml.withChildren("seclabel", View.elements(labels)));
    }

    public LaunchSecurity launch() {
        return new LaunchSecurity(xml.part("launchSecurity"));
    }

    public Security withLaunch(UnaryOperator<LaunchSecurity> change) {
        return new Security(xml.withChild(
                "launchSecurity", e -> change.apply(new LaunchSecurity(e)).xml()));
    }

    public List<KeyWrap> keyWraps() {
        return xml.part("keywrap").children("cipher").stream().map(KeyWrap::new).toList();
    }

    public Security withKeyWraps(List<KeyWrap> keyWraps) {
        return new Security(xml.withChild("keywrap", a -> a.withChildren("cipher", View.elements(keyWraps))));
    }

    /**
     * Whether the guest may wrap keys with one cipher, on s390.
     *
     * @param xml the element
     */
    public record KeyWrap(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public KeyWrap withName(@Nullable String name) {
            return new KeyWrap(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<Boolean> state() {
            return Leaf.attribute(xml, "state").onOff();
        }

        public KeyWrap withState(@Nullable Boolean state) {
            return new KeyWrap(Leaf.attribute(xml, "state").putOnOff(state));
        }
    }
}
