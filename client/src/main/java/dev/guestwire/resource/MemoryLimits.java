package dev.guestwire.resource;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.xml.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What memory a host allows a guest. Reading gives all that the host tells; to change something, begin with
 * {@link #NOTHING} and name only that.
 *
 * @param params the values as libvirt has them, unknown ones too
 */
public record MemoryLimits(TypedParams params) {
    /** Names nothing. */
    public static final MemoryLimits NOTHING = new MemoryLimits(TypedParams.NONE);

    /** {@code VIR_DOMAIN_MEMORY_PARAM_UNLIMITED}, in KiB. */
    private static final long UNLIMITED = 9_007_199_254_740_991L;

    /** {@return a limit; empty if there is none} */
    public Optional<Size> find(Limit limit) {
        OptionalLong kib = params.findLong(limit.field());
        return kib.isEmpty() || kib.getAsLong() < 0 || kib.getAsLong() >= UNLIMITED
                ? Optional.empty()
                : Optional.of(Size.kib(kib.getAsLong()));
    }

    /**
     * {@return these with another limit}
     *
     * @throws InvalidInputException if it is no whole number of KiB
     */
    public MemoryLimits with(Limit limit, Size size) {
        if (size.bytes() % 1024 != 0) {
            throw new InvalidInputException("A limit of memory is counted in KiB, which " + size + " is not", null);
        }
        return with(TypedParam.ofUllong(limit.field(), size.bytes() / 1024));
    }

    /** {@return these with a limit taken away} */
    public MemoryLimits without(Limit limit) {
        return with(TypedParam.ofUllong(limit.field(), UNLIMITED));
    }

    private MemoryLimits with(TypedParam param) {
        List<TypedParam> list =
                new ArrayList<>(params.without(Set.of(param.field())).list());
        list.add(param);
        return new MemoryLimits(new TypedParams(list));
    }

    /** What is limited. */
    public enum Limit {
        /** The most that the hypervisor's process may take. */
        HARD_LIMIT,
        /** What it is pressed down to when the host lacks memory. */
        SOFT_LIMIT,
        /** The most of memory and swap together. */
        SWAP_HARD_LIMIT,
        /** What it is sure to have; not with QEMU. */
        MIN_GUARANTEE;

        private String field() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
