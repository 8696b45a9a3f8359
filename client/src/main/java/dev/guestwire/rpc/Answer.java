package dev.guestwire.rpc;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.XdrValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one call of many: a reply or a refusal.
 *
 * @param call the call
 * @param reply what the daemon answered, or null
 * @param refusal why it did not do it, or null
 * @param <R> the type of the reply
 */
public record Answer<R extends XdrValue>(
        Call<R> call, @Nullable R reply, @Nullable CallFailedException refusal) {
    /**
     * {@return the reply}
     *
     * @throws CallFailedException if the daemon refused
     */
    public R orThrow() {
        if (reply == null) {
            throw CallFailedException.of(call, Objects.requireNonNull(refusal).error());
        }
        return reply;
    }
}
