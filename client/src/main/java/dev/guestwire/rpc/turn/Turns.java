package dev.guestwire.rpc.turn;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainBlockStats;
import dev.guestwire.protocol.remote.DomainBlockStatsFlags;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetBlockIoTune;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetDiskErrors;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls have to wait for others of the same guest. What is asked of all guests in the background, such as documents (from
 * libvirt 11.3 on) and what disks do, is answered only when the guest's QEMU has done with the call before. So a hung
 * guest would fill the lane with such calls; now two of a guest are under way at most, and further ones wait for those. The
 * same holds for the bulk statistics of all guests. Guarded by the lane's lock.
 *
 * @param <E> a call on its way
 */
public final class Turns<E extends Turns.Waiting> {
    private static final int AT_ONCE = 2;

    /** {@code VIR_DOMAIN_STATS_STATE} */
    private static final int STATES = 1;

    private static final String EVERY_GUEST = "every guest";

    private static final Set<String> WAITING = Set.of(
            "DomainGetXmlDesc",
            "DomainGetBlockInfo",
            "DomainGetBlockJobInfo",
            "DomainGetBlockIoTune",
            "DomainGetDiskErrors",
            "DomainBlockStats",
            "DomainBlockStatsFlags",
            "ConnectGetAllDomainStats");

    private final Map<Object, Integer> underWay = new HashMap<>();
    private final ArrayDeque<E> waiting = new ArrayDeque<>();

    /** Creates one where nobody waits. */
    public Turns() {}

    /** A call on its way. */
    public interface Waiting {
        /** {@return where it may have to wait for its turn; null if nowhere} */
        @Nullable
        Object place();

        /** Says whether it waits for others of its guest: then no further connection would help it. */
        void holdBack(boolean now);
    }

    /** Which calls may have to wait, decided once for each class: the others, nearly all, are to lose no time here. */
    private static final ClassValue<Boolean> MAY_WAIT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return WAITING.contains(type.getSimpleName());
        }
    };

    /** {@return what a call has to wait for its turn at; null if it never waits} */
    public static @Nullable Object place(Call<?> call) {
        return MAY_WAIT.get(call.getClass()) ? placeOfOne(call) : null;
    }

    private static @Nullable Object placeOfOne(Call<?> call) {
        return switch (call.getClass().getSimpleName()) {
            case "DomainGetXmlDesc" -> place(((DomainGetXmlDesc) call).dom());
            case "DomainGetBlockInfo" -> place(((DomainGetBlockInfo) call).dom());
            case "DomainGetBlockJobInfo" -> place(((DomainGetBlockJobInfo) call).dom());
            case "DomainGetBlockIoTune" -> place(((DomainGetBlockIoTune) call).dom());
            case "DomainGetDiskErrors" -> place(((DomainGetDiskErrors) call).dom());
            case "DomainBlockStats" -> place(((DomainBlockStats) call).dom());
            case "DomainBlockStatsFlags" -> place(((DomainBlockStatsFlags) call).dom());
            case "ConnectGetAllDomainStats" -> place((ConnectGetAllDomainStats) call);
            default -> null;
        };
    }

    private static Object place(Domain guest) {
        return guest.uuid();
    }

    /** The states alone wait for no QEMU. */
    private static @Nullable Object place(ConnectGetAllDomainStats call) {
        if (call.stats() == STATES) {
            return null;
        }
        return call.doms().size() == 1 ? place(call.doms().getFirst()) : EVERY_GUEST;
    }

    /** {@return whether it is a call's turn; if not, it waits here} */
    public boolean take(E exchange) {
        Object place = exchange.place();
        if (place == null) {
            return true;
        }
        if (underWay.getOrDefault(place, 0) >= AT_ONCE) {
            exchange.holdBack(true);
            waiting.add(exchange);
            return false;
        }
        underWay.merge(place, 1, Integer::sum);
        return true;
    }

    /** Hears that a call was answered. {@return the one whose turn it is now, which is to be queued again; or null} */
    @Nullable
    public E answered(E exchange) {
        Object place = exchange.place();
        if (place == null) {
            return null;
        }
        underWay.computeIfPresent(place, (any, count) -> count > 1 ? count - 1 : null);
        for (E next : waiting) {
            if (place.equals(next.place())) {
                waiting.remove(next);
                next.holdBack(false);
                return next;
            }
        }
        return null;
    }

    /** Forgets a call that waits here and was given up. */
    public void remove(E exchange) {
        waiting.remove(exchange);
    }

    /** {@return one that waits, and waits no longer; or null} */
    @Nullable
    public E poll() {
        return waiting.poll();
    }
}
