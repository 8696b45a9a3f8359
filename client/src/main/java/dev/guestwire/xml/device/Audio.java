package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the sound of the guest goes on the host.
 *
 * @param xml the element
 */
public record Audio(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Audio {
        View.named(xml, "audio");
    }

    public Optional<Integer> id() {
        return Leaf.attribute(xml, "id").integer();
    }

    public Audio withId(@Nullable Integer id) {
        return new Audio(Leaf.attribute(xml, "id").put(id));
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Audio withType(String type) {
        return new Audio(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> driver() {
        return Leaf.attribute(xml, "driver").string();
    }

    public Audio withDriver(@Nullable String driver) {
        return new Audio(Leaf.attribute(xml, "driver").put(driver));
    }

    public Optional<String> serverName() {
        return Leaf.attribute(xml, "serverName").string();
    }

    public Audio withServerName(@Nullable String serverName) {
        return new Audio(Leaf.attribute(xml, "serverName").put(serverName));
    }

    public Optional<String> path() {
        return Leaf.attribute(xml, "path").string();
    }

    public Audio withPath(@Nullable String path) {
        return new Audio(Leaf.attribute(xml, "path").put(path));
    }

    public Optional<Long> timerPeriodMicroseconds() {
        return Leaf.attribute(xml, "timerPeriod").number();
    }

    public Audio withTimerPeriodMicroseconds(@Nullable Long timerPeriodMicroseconds) {
        return new Audio(Leaf.attribute(xml, "timerPeriod").put(timerPeriodMicroseconds));
    }

    public Optional<Boolean> tryMemoryMap() {
        return Leaf.attribute(xml, "tryMMap").yesNo();
    }

    public Audio withTryMemoryMap(@Nullable Boolean tryMemoryMap) {
        return new Audio(Leaf.attribute(xml, "tryMMap").putYesNo(tryMemoryMap));
    }

    public Optional<Boolean> exclusive() {
        return Leaf.attribute(xml, "exclusive").yesNo();
    }

    public Audio withExclusive(@Nullable Boolean exclusive) {
        return new Audio(Leaf.attribute(xml, "exclusive").putYesNo(exclusive));
    }

    public Optional<Integer> dspPolicy() {
        return Leaf.attribute(xml, "dspPolicy").integer();
    }

    public Audio withDspPolicy(@Nullable Integer dspPolicy) {
        return new Audio(Leaf.attribute(xml, "dspPolicy").put(dspPolicy));
    }

    public Optional<String> runtimeDirectory() {
        return Leaf.attribute(xml, "runtimeDir").string();
    }

    public Audio withRuntimeDirectory(@Nullable String runtimeDirectory) {
        return new Audio(Leaf.attribute(xml, "runtimeDir").put(runtimeDirectory));
    }

    public AudioStream input() {
        return new AudioStream(xml.part("input"));
    }

    public Audio withInput(UnaryOperator<AudioStream> change) {
        return new Audio(
                xml.withChild("input", e -> change.apply(new AudioStream(e)).xml()));
    }

    public AudioStream output() {
        return new AudioStream(xml.part("output"));
    }

    public Audio withOutput(UnaryOperator<AudioStream> change) {
        return new Audio(
                xml.withChild("output", e -> change.apply(new AudioStream(e)).xml()));
    }

    /**
     * One direction.
     *
     * @param xml the element
     */
    public record AudioStream(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public AudioStream withName(@Nullable String name) {
            return new AudioStream(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> device() {
            return Leaf.attribute(xml, "dev").string();
        }

        public AudioStream withDevice(@Nullable String device) {
            return new AudioStream(Leaf.attribute(xml, "dev").put(device));
        }

        public Optional<String> clientName() {
            return Leaf.attribute(xml, "clientName").string();
        }

        public AudioStream withClientName(@Nullable String clientName) {
            return new AudioStream(Leaf.attribute(xml, "clientName").put(clientName));
        }

        public Optional<String> serverName() {
            return Leaf.attribute(xml, "serverName").string();
        }

        public AudioStream withServerName(@Nullable String serverName) {
            return new AudioStream(Leaf.attribute(xml, "serverName").put(serverName));
        }

        public Optional<String> streamName() {
            return Leaf.attribute(xml, "streamName").string();
        }

        public AudioStream withStreamName(@Nullable String streamName) {
            return new AudioStream(Leaf.attribute(xml, "streamName").put(streamName));
        }

        public Optional<String> connectPorts() {
            return Leaf.attribute(xml, "connectPorts").string();
        }

        public AudioStream withConnectPorts(@Nullable String connectPorts) {
            return new AudioStream(Leaf.attribute(xml, "connectPorts").put(connectPorts));
        }

        public Optional<Long> latencyMicroseconds() {
            return Leaf.attribute(xml, "latency").number();
        }

        public AudioStream withLatencyMicroseconds(@Nullable Long latencyMicroseconds) {
            return new AudioStream(Leaf.attribute(xml, "latency").put(latencyMicroseconds));
        }

        public Optional<Long> bufferLengthMicroseconds() {
            return Leaf.attribute(xml, "bufferLength").number();
        }

        public AudioStream withBufferLengthMicroseconds(@Nullable Long bufferLengthMicroseconds) {
            return new AudioStream(Leaf.attribute(xml, "bufferLength").put(bufferLengthMicroseconds));
        }

        public Optional<Integer> bufferCount() {
            return Leaf.attribute(xml, "bufferCount").integer();
        }

        public AudioStream withBufferCount(@Nullable Integer bufferCount) {
            return new AudioStream(Leaf.attribute(xml, "bufferCount").put(bufferCount));
        }

        public Optional<Integer> voices() {
            return Leaf.attribute(xml, "voices").integer();
        }

        public AudioStream withVoices(@Nullable Integer voices) {
            return new AudioStream(Leaf.attribute(xml, "voices").put(voices));
        }

        public Optional<Boolean> tryPoll() {
            return Leaf.attribute(xml, "tryPoll").yesNo();
        }

        public AudioStream withTryPoll(@Nullable Boolean tryPoll) {
            return new AudioStream(Leaf.attribute(xml, "tryPoll").putYesNo(tryPoll));
        }

        public Optional<Boolean> mixingEngine() {
            return Leaf.attribute(xml, "mixingEngine").yesNo();
        }

        public AudioStream withMixingEngine(@Nullable Boolean mixingEngine) {
            return new AudioStream(Leaf.attribute(xml, "mixingEngine").putYesNo(mixingEngine));
        }

        public Optional<Boolean> fixedSettings() {
            return Leaf.attribute(xml, "fixedSettings").yesNo();
        }

        public AudioStream withFixedSettings(@Nullable Boolean fixedSettings) {
            return new AudioStream(Leaf.attribute(xml, "fixedSettings").putYesNo(fixedSettings));
        }

        public Optional<Integer> frequency() {
            return Leaf.attribute(xml, "settings", "frequency").integer();
        }

        public AudioStream withFrequency(@Nullable Integer frequency) {
            return new AudioStream(Leaf.attribute(xml, "settings", "frequency").put(frequency));
        }

        public Optional<Integer> channels() {
            return Leaf.attribute(xml, "settings", "channels").integer();
        }

        public AudioStream withChannels(@Nullable Integer channels) {
            return new AudioStream(Leaf.attribute(xml, "settings", "channels").put(channels));
        }

        public Optional<String> format() {
            return Leaf.attribute(xml, "settings", "format").string();
        }

        public AudioStream withFormat(@Nullable String format) {
            return new AudioStream(Leaf.attribute(xml, "settings", "format").put(format));
        }
    }
}
