package dev.guestwire.resource;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetInterfaceParameters;
import dev.guestwire.rpc.reading.Figure;
import java.util.List;
import java.util.stream.Stream;

/**
 * How fast a network card may receive and send.
 *
 * @param inbound for what the guest receives
 * @param outbound for what the guest sends
 */
public record TrafficLimits(Rate inbound, Rate outbound) {
    /** No limits. */
    public static final TrafficLimits NONE = new TrafficLimits(Rate.NONE, Rate.NONE);

    static TrafficLimits of(TypedParams read) {
        return new TrafficLimits(Rate.of(read.below("inbound.")), Rate.of(read.below("outbound.")));
    }

    List<TypedParam> toParams() {
        return Stream.concat(inbound.toParams("inbound."), outbound.toParams("outbound."))
                .toList();
    }

    /**
     * A limit one way.
     *
     * @param averageKibPerSecond in the long run; 0: no limit
     * @param peakKibPerSecond the most for a short while; 0: the average
     * @param burstKib how much may pass at the peak; 0: libvirt chooses
     */
    public record Rate(long averageKibPerSecond, long peakKibPerSecond, long burstKib) {
        /** No limit. */
        public static final Rate NONE = new Rate(0, 0, 0);

        private static final long MOST = 0xffff_ffffL;

        /** Refuses what does not fit the wire. */
        public Rate {
            if ((averageKibPerSecond | peakKibPerSecond | burstKib) >>> Integer.SIZE != 0) {
                throw new InvalidInputException("A rate of traffic is from 0 to 4294967295 KiB", null);
            }
        }

        private static Rate of(TypedParams read) {
            return new Rate(rate(read, "average"), rate(read, "peak"), rate(read, "burst"));
        }

        private static long rate(TypedParams read, String field) {
            return new Figure(
                            DomainGetInterfaceParameters.class,
                            field,
                            read.findLong(field).orElse(0))
                    .within(0, MOST);
        }

        private Stream<TypedParam> toParams(String prefix) {
            return Stream.of(
                    TypedParam.ofUint(prefix + "average", (int) averageKibPerSecond),
                    TypedParam.ofUint(prefix + "peak", (int) peakKibPerSecond),
                    TypedParam.ofUint(prefix + "burst", (int) burstKib));
        }
    }
}
