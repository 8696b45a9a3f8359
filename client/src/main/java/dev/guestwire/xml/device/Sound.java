package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sound card.
 *
 * @param xml the element
 */
public record Sound(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Sound {
        View.named(xml, "sound");
    }

    public String model() {
        return Leaf.attribute(xml, "model").required();
    }

    public Sound withModel(String model) {
        return new Sound(Leaf.attribute(xml, "model").put(model));
    }

    public List<Codec> codecs() {
        return xml.children("codec").stream().map(Codec::new).toList();
    }

    public Sound withCodecs(List<Codec> codecs) {
        return new Sound(xml.withChildren("codec", View.elements(codecs)));
    }

    public Optional<Integer> audioId() {
        return Leaf.attribute(xml, "audio", "id").integer();
    }

    public Sound withAudioId(@Nullable Integer audioId) {
        return new Sound(Leaf.attribute(xml, "audio", "id").put(audioId));
    }

    /**
     * A codec on the card.
     *
     * @param xml the element
     */
    public record Codec(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Codec withType(@Nullable String type) {
            return new Codec(Leaf.attribute(xml, "type").put(type));
        }
    }
}
