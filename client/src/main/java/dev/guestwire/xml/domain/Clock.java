package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What time the guest sees.
 *
 * @param xml the element
 */
public record Clock(Element xml) implements View {
    /** Refuses an element of another name. */
    public Clock {
        View.named(xml, "clock");
    }

    /** {@return {@code utc}, {@code localtime}, {@code timezone}, {@code variable} or {@code absolute}} */
    public Optional<String> offset() {
        return Leaf.attribute(xml, "offset").string();
    }

    public Clock withOffset(@Nullable String offset) {
        return new Clock(Leaf.attribute(xml, "offset").put(offset));
    }

    public Optional<String> timezone() {
        return Leaf.attribute(xml, "timezone").string();
    }

    public Clock withTimezone(@Nullable String timezone) {
        return new Clock(Leaf.attribute(xml, "timezone").put(timezone));
    }

    /** {@return seconds, or {@code reset}} */
    public Optional<String> adjustment() {
        return Leaf.attribute(xml, "adjustment").string();
    }

    public Clock withAdjustment(@Nullable String adjustment) {
        return new Clock(Leaf.attribute(xml, "adjustment").put(adjustment));
    }

    public Optional<String> basis() {
        return Leaf.attribute(xml, "basis").string();
    }

    public Clock withBasis(@Nullable String basis) {
        return new Clock(Leaf.attribute(xml, "basis").put(basis));
    }

    /** {@return seconds since 1970} */
    public Optional<Long> start() {
        return Leaf.attribute(xml, "start").number();
    }

    public Clock withStart(@Nullable Long start) {
        return new Clock(Leaf.attribute(xml, "start").put(start));
    }

    public List<Timer> timers() {
        return xml.children("timer").stream().map(Timer::new).toList();
    }

    public Clock withTimers(List<Timer> timers) {
        return new Clock(xml.withChildren("timer", View.elements(timers)));
    }

    /**
     * A timer of the guest.
     *
     * @param xml the element
     */
    public record Timer(Element xml) implements View {
        public String name() {
            return Leaf.attribute(xml, "name").required();
        }

        public Timer withName(String name) {
            return new Timer(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<Boolean> present() {
            return Leaf.attribute(xml, "present").yesNo();
        }

        public Timer withPresent(@Nullable Boolean present) {
            return new Timer(Leaf.attribute(xml, "present").putYesNo(present));
        }

        public Optional<String> mode() {
            return Leaf.attribute(xml, "mode").string();
        }

        public Timer withMode(@Nullable String mode) {
            return new Timer(Leaf.attribute(xml, "mode").put(mode));
        }

        public Optional<String> track() {
            return Leaf.attribute(xml, "track").string();
        }

        public Timer withTrack(@Nullable String track) {
            return new Timer(Leaf.attribute(xml, "track").put(track));
        }

        public Optional<String> tickPolicy() {
            return Leaf.attribute(xml, "tickpolicy").string();
        }

        public Timer withTickPolicy(@Nullable String tickPolicy) {
            return new Timer(Leaf.attribute(xml, "tickpolicy").put(tickPolicy));
        }

        public Optional<Long> frequency() {
            return Leaf.attribute(xml, "frequency").number();
        }

        public Timer withFrequency(@Nullable Long frequency) {
            return new Timer(Leaf.attribute(xml, "frequency").put(frequency));
        }

        public Optional<Long> catchUpThreshold() {
            return Leaf.attribute(xml, "catchup", "threshold").number();
        }

        public Timer withCatchUpThreshold(@Nullable Long catchUpThreshold) {
            return new Timer(Leaf.attribute(xml, "catchup", "threshold").put(catchUpThreshold));
        }

        public Optional<Long> catchUpSlew() {
            return Leaf.attribute(xml, "catchup", "slew").number();
        }

        public Timer withCatchUpSlew(@Nullable Long catchUpSlew) {
            return new Timer(Leaf.attribute(xml, "catchup", "slew").put(catchUpSlew));
        }

        public Optional<Long> catchUpLimit() {
            return Leaf.attribute(xml, "catchup", "limit").number();
        }

        public Timer withCatchUpLimit(@Nullable Long catchUpLimit) {
            return new Timer(Leaf.attribute(xml, "catchup", "limit").put(catchUpLimit));
        }

        /**
         * A timer that is there or not.
         *
         * @param name such as {@code hpet}
         * @param present whether the guest has it
         * @return the timer
         */
        public static Timer of(String name, boolean present) {
            return new Timer(Element.of("timer")).withName(name).withPresent(present);
        }
    }
}
