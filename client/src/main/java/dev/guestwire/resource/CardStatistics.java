package dev.guestwire.resource;

import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainInterfaceStats;
import java.util.OptionalLong;

/**
 * What a network card has received and sent, as the guest sees it, since the guest was started.
 *
 * @param received what the guest received
 * @param sent what the guest sent
 */
public record CardStatistics(Counters received, Counters sent) {
    static CardStatistics of(DomainInterfaceStats.Reply read) {
        return new CardStatistics(
                new Counters(told(read.rxBytes()), told(read.rxPackets()), told(read.rxErrs()), told(read.rxDrop())),
                new Counters(told(read.txBytes()), told(read.txPackets()), told(read.txErrs()), told(read.txDrop())));
    }

    static CardStatistics of(TypedParams read) {
        return new CardStatistics(counters(read.below("rx.")), counters(read.below("tx.")));
    }

    private static Counters counters(TypedParams read) {
        return new Counters(
                read.findAmount("bytes"), read.findAmount("pkts"), read.findAmount("errs"), read.findAmount("drop"));
    }

    private static OptionalLong told(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * One way; empty where the host cannot tell.
     *
     * @param bytes bytes
     * @param packets packets
     * @param errors packets that were wrong
     * @param drops packets that were thrown away
     */
    public record Counters(OptionalLong bytes, OptionalLong packets, OptionalLong errors, OptionalLong drops) {}
}
