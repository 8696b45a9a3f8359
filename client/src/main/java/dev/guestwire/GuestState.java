package dev.guestwire;

import dev.guestwire.protocol.remote.DomainGetState;
import java.util.Locale;

/**
 * What a guest is doing, and why.
 *
 * @param phase what it is doing
 * @param reason why it came to that
 */
public record GuestState(Coded<Phase> phase, Coded<Reason> reason) {
    static GuestState of(DomainGetState.Reply reply) {
        return of(reply.state(), reply.reason());
    }

    /** {@return the state for libvirt's two numbers, whether they have names or not} */
    public static GuestState of(int state, int reason) {
        Coded<Phase> phase = Coded.of(Phase.values(), state);
        return new GuestState(phase, new Coded<>(Reason.of(phase.value(), reason), reason));
    }

    /** {@return whether the guest is in this phase} */
    public boolean is(Phase expected) {
        return phase.is(expected);
    }

    /** {@return whether this is the reason} */
    public boolean is(Reason expected) {
        return reason.is(expected);
    }

    /** {@return such as {@code paused (ioerror)}} */
    @Override
    public String toString() {
        String why = reason.toString();
        String prefix = phase.value().name() + "_";
        return words(phase.toString()) + " (" + words(why.startsWith(prefix) ? why.substring(prefix.length()) : why)
                + ")";
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What a guest is doing: libvirt's {@code virDomainState}. */
    public enum Phase {
        /** The hypervisor cannot tell. */
        NO_STATE,
        /** It runs. */
        RUNNING,
        /** It runs, and waits for something; only Xen tells. */
        BLOCKED,
        /** Its virtual CPUs stand still. */
        PAUSED,
        /** It is shutting down, and still running. */
        SHUTTING_DOWN,
        /** It is off. */
        SHUT_OFF,
        /** It crashed and was left so for inspection. */
        CRASHED,
        /** It sleeps by its own power management. */
        PM_SUSPENDED,
        /** A number this release has no name for. */
        UNKNOWN
    }

    /** Why a guest is in its phase; the first part of the name is the phase. */
    public enum Reason {
        RUNNING_BOOTED(Phase.RUNNING, 1),
        RUNNING_MIGRATED(Phase.RUNNING, 2),
        RUNNING_RESTORED(Phase.RUNNING, 3),
        RUNNING_FROM_SNAPSHOT(Phase.RUNNING, 4),
        RUNNING_UNPAUSED(Phase.RUNNING, 5),
        /** A migration away was given up. */
        RUNNING_MIGRATION_CANCELED(Phase.RUNNING, 6),
        RUNNING_SAVE_CANCELED(Phase.RUNNING, 7),
        /** It woke from its own sleep. */
        RUNNING_WAKEUP(Phase.RUNNING, 8),
        /** It crashed and goes on. */
        RUNNING_CRASHED(Phase.RUNNING, 9),
        /** It runs here while its memory still arrives. */
        RUNNING_POSTCOPY(Phase.RUNNING, 10),
        RUNNING_POSTCOPY_FAILED(Phase.RUNNING, 11),
        PAUSED_USER(Phase.PAUSED, 1),
        PAUSED_MIGRATION(Phase.PAUSED, 2),
        PAUSED_SAVE(Phase.PAUSED, 3),
        PAUSED_DUMP(Phase.PAUSED, 4),
        PAUSED_IOERROR(Phase.PAUSED, 5),
        PAUSED_WATCHDOG(Phase.PAUSED, 6),
        PAUSED_FROM_SNAPSHOT(Phase.PAUSED, 7),
        PAUSED_SHUTTING_DOWN(Phase.PAUSED, 8),
        /** A snapshot is being made. */
        PAUSED_SNAPSHOT(Phase.PAUSED, 9),
        PAUSED_CRASHED(Phase.PAUSED, 10),
        PAUSED_STARTING_UP(Phase.PAUSED, 11),
        PAUSED_POSTCOPY(Phase.PAUSED, 12),
        PAUSED_POSTCOPY_FAILED(Phase.PAUSED, 13),
        /** A call of libvirt's paused it and could not let it go on; since libvirt 9.2. */
        PAUSED_API_ERROR(Phase.PAUSED, 14),
        SHUTTING_DOWN_USER(Phase.SHUTTING_DOWN, 1),
        /** It shut itself down. */
        SHUT_OFF_SHUTDOWN(Phase.SHUT_OFF, 1),
        SHUT_OFF_DESTROYED(Phase.SHUT_OFF, 2),
        SHUT_OFF_CRASHED(Phase.SHUT_OFF, 3),
        SHUT_OFF_MIGRATED(Phase.SHUT_OFF, 4),
        SHUT_OFF_SAVED(Phase.SHUT_OFF, 5),
        /** It could not be started. */
        SHUT_OFF_FAILED(Phase.SHUT_OFF, 6),
        SHUT_OFF_FROM_SNAPSHOT(Phase.SHUT_OFF, 7),
        /** The daemon ended it while it started up itself. */
        SHUT_OFF_DAEMON(Phase.SHUT_OFF, 8),
        CRASHED_PANICKED(Phase.CRASHED, 1),
        /** The daemon gives none. */
        UNSPECIFIED(Phase.UNKNOWN, 0),
        /** A number this release has no name for. */
        UNKNOWN(Phase.UNKNOWN, -1);

        private final Phase phase;
        private final int number;

        Reason(Phase phase, int number) {
            this.phase = phase;
            this.number = number;
        }

        static Reason of(Phase phase, int number) {
            if (number == 0) {
                return UNSPECIFIED;
            }
            for (Reason reason : values()) {
                if (reason.phase == phase && reason.number == number && phase != Phase.UNKNOWN) {
                    return reason;
                }
            }
            return UNKNOWN;
        }
    }
}
