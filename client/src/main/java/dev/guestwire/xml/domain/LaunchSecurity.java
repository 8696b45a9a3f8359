package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the guest's memory is kept from the host: SEV, SEV-SNP, TDX or the like.
 *
 * @param xml the element
 */
public record LaunchSecurity(Element xml) implements View {
    /** Refuses an element of another name. */
    public LaunchSecurity {
        View.named(xml, "launchSecurity");
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public LaunchSecurity withType(String type) {
        return new LaunchSecurity(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<Boolean> kernelHashes() {
        return Leaf.attribute(xml, "kernelHashes").yesNo();
    }

    public LaunchSecurity withKernelHashes(@Nullable Boolean kernelHashes) {
        return new LaunchSecurity(Leaf.attribute(xml, "kernelHashes").putYesNo(kernelHashes));
    }

    public Optional<Boolean> authorKey() {
        return Leaf.attribute(xml, "authorKey").yesNo();
    }

    public LaunchSecurity withAuthorKey(@Nullable Boolean authorKey) {
        return new LaunchSecurity(Leaf.attribute(xml, "authorKey").putYesNo(authorKey));
    }

    public Optional<Boolean> vcek() {
        return Leaf.attribute(xml, "vcek").yesNo();
    }

    public LaunchSecurity withVcek(@Nullable Boolean vcek) {
        return new LaunchSecurity(Leaf.attribute(xml, "vcek").putYesNo(vcek));
    }

    /** {@return flags in hexadecimal, which differ between types} */
    public Optional<String> policy() {
        return Leaf.text(xml, "policy").string();
    }

    public LaunchSecurity withPolicy(@Nullable String policy) {
        return new LaunchSecurity(Leaf.text(xml, "policy").put(policy));
    }

    public Optional<Integer> cBitPosition() {
        return Leaf.text(xml, "cbitpos").integer();
    }

    public LaunchSecurity withCBitPosition(@Nullable Integer cBitPosition) {
        return new LaunchSecurity(Leaf.text(xml, "cbitpos").put(cBitPosition));
    }

    public Optional<Integer> reducedPhysBits() {
        return Leaf.text(xml, "reducedPhysBits").integer();
    }

    public LaunchSecurity withReducedPhysBits(@Nullable Integer reducedPhysBits) {
        return new LaunchSecurity(Leaf.text(xml, "reducedPhysBits").put(reducedPhysBits));
    }

    public Optional<String> dhCert() {
        return Leaf.text(xml, "dhCert").string();
    }

    public LaunchSecurity withDhCert(@Nullable String dhCert) {
        return new LaunchSecurity(Leaf.text(xml, "dhCert").put(dhCert));
    }

    public Optional<String> session() {
        return Leaf.text(xml, "session").string();
    }

    public LaunchSecurity withSession(@Nullable String session) {
        return new LaunchSecurity(Leaf.text(xml, "session").put(session));
    }
}
