package dev.guestwire.block;

import dev.guestwire.Coded;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.rpc.reading.Figure;
import java.util.Optional;

/**
 * How the job of a disk is. That {@code cur} is {@code end} does not mean that the job is done: a guest that goes on writing
 * moves both.
 *
 * @param type what the job does
 * @param bytesPerSecond its limit; 0: none
 * @param cur how far it is
 * @param end where it is done; both 0 while nobody knows
 */
public record BlockJobInfo(Coded<BlockJobType> type, long bytesPerSecond, long cur, long end) {
    static Optional<BlockJobInfo> of(DomainGetBlockJobInfo.Reply reply) {
        return reply.found() == 0
                ? Optional.empty()
                : Optional.of(new BlockJobInfo(
                        Coded.of(BlockJobType.values(), reply.type()),
                        amount("bandwidth", reply.bandwidth()),
                        amount("cur", reply.cur()),
                        amount("end", reply.end())));
    }

    private static long amount(String field, long number) {
        return new Figure(DomainGetBlockJobInfo.class, field, number).amount();
    }
}
