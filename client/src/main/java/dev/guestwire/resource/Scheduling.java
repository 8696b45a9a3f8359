package dev.guestwire.resource;

import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.rpc.asking.Demand;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a guest shares its host's CPUs with others. Reading gives all that the host tells; to change something, begin with
 * {@link #NOTHING} and name only that.
 *
 * @param params the values as libvirt has them, unknown ones too
 */
public record Scheduling(TypedParams params) {
    /** Names nothing. */
    public static final Scheduling NOTHING = new Scheduling(TypedParams.NONE);

    /** {@code VIR_TYPED_PARAM_STRING_OKAY}: without it the daemon leaves texts out of its answers. */
    static final int TEXTS_TOO = 4;

    private static final String SHARES = "cpu_shares";
    private static final long MICRO = 1000;

    /** {@return its weight against others; 1024 is usual} */
    public OptionalLong shares() {
        return params.findAmount(SHARES);
    }

    /** {@return these with another weight} */
    public Scheduling withShares(long shares) {
        return with(TypedParam.ofUllong(SHARES, Demand.atLeast(1, shares, "the shares of a guest")));
    }

    /** {@return the time that a quota is for} */
    public Optional<Duration> period(Threads of) {
        return duration(of.field("period"));
    }

    /** {@return these with another time that a quota is for} */
    public Scheduling withPeriod(Threads of, Duration period) {
        return with(TypedParam.ofUllong(of.field("period"), period.toNanos() / MICRO));
    }

    /** {@return the CPU time it may use in each period; empty if there is no limit} */
    public Optional<Duration> quota(Threads of) {
        return duration(of.field("quota")).filter(Duration::isPositive);
    }

    /** {@return these with another CPU time that it may use in each period} */
    public Scheduling withQuota(Threads of, Duration quota) {
        return with(TypedParam.ofLlong(of.field("quota"), quota.toNanos() / MICRO));
    }

    /** {@return these without a limit for some threads} */
    public Scheduling withoutQuota(Threads of) {
        return with(TypedParam.ofLlong(of.field("quota"), -1));
    }

    private Optional<Duration> duration(String field) {
        return params.findTime(field, ChronoUnit.MICROS);
    }

    private Scheduling with(TypedParam param) {
        List<TypedParam> list =
                new ArrayList<>(params.without(Set.of(param.field())).list());
        list.add(param);
        return new Scheduling(new TypedParams(list));
    }

    /** The threads of a guest that a quota is for. */
    public enum Threads {
        /** Each virtual CPU by itself. */
        VCPU,
        /** All of the guest's together. */
        GLOBAL,
        /** The hypervisor's own. */
        EMULATOR,
        /** Each I/O thread by itself. */
        IOTHREAD;

        private String field(String what) {
            return name().toLowerCase(Locale.ROOT) + "_" + what;
        }
    }
}
