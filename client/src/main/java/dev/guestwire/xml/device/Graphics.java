package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How people see the guest's screen. Its password is a secret, and not in its text form.
 *
 * @param xml the element
 */
public record Graphics(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Graphics {
        View.named(xml, "graphics");
    }

    /**
     * A VNC server on a port that libvirt chooses.
     *
     * @param listen the host's address to listen at
     * @return the server
     */
    public static Graphics vnc(String listen) {
        return new Graphics(Element.of("graphics"))
                .withType("vnc")
                .withAutoPort(true)
                .withListenAddress(listen);
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Graphics withType(String type) {
        return new Graphics(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return the TCP port, -1 if libvirt chooses it} */
    public Optional<Integer> port() {
        return Leaf.attribute(xml, "port").integer();
    }

    public Graphics withPort(@Nullable Integer port) {
        return new Graphics(Leaf.attribute(xml, "port").put(port));
    }

    public Optional<Integer> tlsPort() {
        return Leaf.attribute(xml, "tlsPort").integer();
    }

    public Graphics withTlsPort(@Nullable Integer tlsPort) {
        return new Graphics(Leaf.attribute(xml, "tlsPort").put(tlsPort));
    }

    public Optional<Boolean> autoPort() {
        return Leaf.attribute(xml, "autoport").yesNo();
    }

    public Graphics withAutoPort(@Nullable Boolean autoPort) {
        return new Graphics(Leaf.attribute(xml, "autoport").putYesNo(autoPort));
    }

    public Optional<Integer> websocket() {
        return Leaf.attribute(xml, "websocket").integer();
    }

    public Graphics withWebsocket(@Nullable Integer websocket) {
        return new Graphics(Leaf.attribute(xml, "websocket").put(websocket));
    }

    public Optional<String> listenAddress() {
        return Leaf.attribute(xml, "listen").string();
    }

    public Graphics withListenAddress(@Nullable String listenAddress) {
        return new Graphics(Leaf.attribute(xml, "listen").put(listenAddress));
    }

    public Optional<String> socket() {
        return Leaf.attribute(xml, "socket").string();
    }

    public Graphics withSocket(@Nullable String socket) {
        return new Graphics(Leaf.attribute(xml, "socket").put(socket));
    }

    public Optional<String> keymap() {
        return Leaf.attribute(xml, "keymap").string();
    }

    public Graphics withKeymap(@Nullable String keymap) {
        return new Graphics(Leaf.attribute(xml, "keymap").put(keymap));
    }

    public Optional<String> password() {
        return Leaf.attribute(xml, "passwd").string();
    }

    public Graphics withPassword(@Nullable String password) {
        return new Graphics(Leaf.attribute(xml, "passwd").put(password));
    }

    public Optional<String> passwordValidTo() {
        return Leaf.attribute(xml, "passwdValidTo").string();
    }

    public Graphics withPasswordValidTo(@Nullable String passwordValidTo) {
        return new Graphics(Leaf.attribute(xml, "passwdValidTo").put(passwordValidTo));
    }

    public Optional<String> connected() {
        return Leaf.attribute(xml, "connected").string();
    }

    public Graphics withConnected(@Nullable String connected) {
        return new Graphics(Leaf.attribute(xml, "connected").put(connected));
    }

    public Optional<String> sharePolicy() {
        return Leaf.attribute(xml, "sharePolicy").string();
    }

    public Graphics withSharePolicy(@Nullable String sharePolicy) {
        return new Graphics(Leaf.attribute(xml, "sharePolicy").put(sharePolicy));
    }

    public Optional<Boolean> powerControl() {
        return Leaf.attribute(xml, "powerControl").yesNo();
    }

    public Graphics withPowerControl(@Nullable Boolean powerControl) {
        return new Graphics(Leaf.attribute(xml, "powerControl").putYesNo(powerControl));
    }

    public Optional<String> defaultMode() {
        return Leaf.attribute(xml, "defaultMode").string();
    }

    public Graphics withDefaultMode(@Nullable String defaultMode) {
        return new Graphics(Leaf.attribute(xml, "defaultMode").put(defaultMode));
    }

    public Optional<String> display() {
        return Leaf.attribute(xml, "display").string();
    }

    public Graphics withDisplay(@Nullable String display) {
        return new Graphics(Leaf.attribute(xml, "display").put(display));
    }

    public Optional<String> xauth() {
        return Leaf.attribute(xml, "xauth").string();
    }

    public Graphics withXauth(@Nullable String xauth) {
        return new Graphics(Leaf.attribute(xml, "xauth").put(xauth));
    }

    public Optional<Boolean> fullscreen() {
        return Leaf.attribute(xml, "fullscreen").yesNo();
    }

    public Graphics withFullscreen(@Nullable Boolean fullscreen) {
        return new Graphics(Leaf.attribute(xml, "fullscreen").putYesNo(fullscreen));
    }

    public Optional<Boolean> peerToPeer() {
        return Leaf.attribute(xml, "p2p").yesNo();
    }

    public Graphics withPeerToPeer(@Nullable Boolean peerToPeer) {
        return new Graphics(Leaf.attribute(xml, "p2p").putYesNo(peerToPeer));
    }

    public Optional<String> busAddress() {
        return Leaf.attribute(xml, "address").string();
    }

    public Graphics withBusAddress(@Nullable String busAddress) {
        return new Graphics(Leaf.attribute(xml, "address").put(busAddress));
    }

    public List<Listen> listens() {
        return xml.children("listen").stream().map(Listen::new).toList();
    }

    public Graphics withListens(List<Listen> listens) {
        return new Graphics(xml.withChildren("listen", View.elements(listens)));
    }

    public List<Channel> channels() {
        return xml.children("channel").stream().map(Channel::new).toList();
    }

    public Graphics withChannels(List<Channel> channels) {
        return new Graphics(xml.withChildren("channel", View.elements(channels)));
    }

    public Optional<String> imageCompression() {
        return Leaf.attribute(xml, "image", "compression").string();
    }

    public Graphics withImageCompression(@Nullable String imageCompression) {
        return new Graphics(Leaf.attribute(xml, "image", "compression").put(imageCompression));
    }

    public Optional<String> jpegCompression() {
        return Leaf.attribute(xml, "jpeg", "compression").string();
    }

    public Graphics withJpegCompression(@Nullable String jpegCompression) {
        return new Graphics(Leaf.attribute(xml, "jpeg", "compression").put(jpegCompression));
    }

    public Optional<String> zlibCompression() {
        return Leaf.attribute(xml, "zlib", "compression").string();
    }

    public Graphics withZlibCompression(@Nullable String zlibCompression) {
        return new Graphics(Leaf.attribute(xml, "zlib", "compression").put(zlibCompression));
    }

    public Optional<Boolean> playbackCompression() {
        return Leaf.attribute(xml, "playback", "compression").onOff();
    }

    public Graphics withPlaybackCompression(@Nullable Boolean playbackCompression) {
        return new Graphics(Leaf.attribute(xml, "playback", "compression").putOnOff(playbackCompression));
    }

    public Optional<String> streamingMode() {
        return Leaf.attribute(xml, "streaming", "mode").string();
    }

    public Graphics withStreamingMode(@Nullable String streamingMode) {
        return new Graphics(Leaf.attribute(xml, "streaming", "mode").put(streamingMode));
    }

    public Optional<Boolean> copyPaste() {
        return Leaf.attribute(xml, "clipboard", "copypaste").yesNo();
    }

    public Graphics withCopyPaste(@Nullable Boolean copyPaste) {
        return new Graphics(Leaf.attribute(xml, "clipboard", "copypaste").putYesNo(copyPaste));
    }

    public Optional<String> mouseMode() {
        return Leaf.attribute(xml, "mouse", "mode").string();
    }

    public Graphics withMouseMode(@Nullable String mouseMode) {
        return new Graphics(Leaf.attribute(xml, "mouse", "mode").put(mouseMode));
    }

    public Optional<Boolean> fileTransfer() {
        return Leaf.attribute(xml, "filetransfer", "enable").yesNo();
    }

    public Graphics withFileTransfer(@Nullable Boolean fileTransfer) {
        return new Graphics(Leaf.attribute(xml, "filetransfer", "enable").putYesNo(fileTransfer));
    }

    public Optional<Boolean> glEnabled() {
        return Leaf.attribute(xml, "gl", "enable").yesNo();
    }

    public Graphics withGlEnabled(@Nullable Boolean glEnabled) {
        return new Graphics(Leaf.attribute(xml, "gl", "enable").putYesNo(glEnabled));
    }

    public Optional<String> glRenderNode() {
        return Leaf.attribute(xml, "gl", "rendernode").string();
    }

    public Graphics withGlRenderNode(@Nullable String glRenderNode) {
        return new Graphics(Leaf.attribute(xml, "gl", "rendernode").put(glRenderNode));
    }

    public Optional<Integer> audioId() {
        return Leaf.attribute(xml, "audio", "id").integer();
    }

    public Graphics withAudioId(@Nullable Integer audioId) {
        return new Graphics(Leaf.attribute(xml, "audio", "id").put(audioId));
    }

    /**
     * Where it listens.
     *
     * @param xml the element
     */
    public record Listen(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Listen withType(@Nullable String type) {
            return new Listen(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<String> address() {
            return Leaf.attribute(xml, "address").string();
        }

        public Listen withAddress(@Nullable String address) {
            return new Listen(Leaf.attribute(xml, "address").put(address));
        }

        public Optional<String> network() {
            return Leaf.attribute(xml, "network").string();
        }

        public Listen withNetwork(@Nullable String network) {
            return new Listen(Leaf.attribute(xml, "network").put(network));
        }

        public Optional<String> socket() {
            return Leaf.attribute(xml, "socket").string();
        }

        public Listen withSocket(@Nullable String socket) {
            return new Listen(Leaf.attribute(xml, "socket").put(socket));
        }
    }
    /**
     * Whether one of SPICE's channels must be encrypted.
     *
     * @param xml the element
     */
    public record Channel(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Channel withName(@Nullable String name) {
            return new Channel(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> mode() {
            return Leaf.attribute(xml, "mode").string();
        }

        public Channel withMode(@Nullable String mode) {
            return new Channel(Leaf.attribute(xml, "mode").put(mode));
        }
    }
}
