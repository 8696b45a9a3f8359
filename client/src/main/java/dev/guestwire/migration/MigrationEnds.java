package dev.guestwire.migration;

import dev.guestwire.GuestState;
import java.util.Optional;

/**
 * How a guest was found at both ends of a migration after its end.
 *
 * @param source where it was to leave
 * @param destination where it was to go; not asked if only its URI was given
 */
public record MigrationEnds(End source, End destination) {
    /** How a guest was found at one end. */
    public enum Presence {
        /** It is known there; its state says whether it runs. */
        PRESENT,
        /** It is not known there. */
        ABSENT,
        /** That host could not be asked. */
        NOT_ASKED
    }

    /**
     * A guest at one end.
     *
     * @param presence whether it is known there
     * @param state its state, if it is
     */
    public record End(Presence presence, Optional<GuestState> state) {
        static final End ABSENT = new End(Presence.ABSENT, Optional.empty());
        static final End NOT_ASKED = new End(Presence.NOT_ASKED, Optional.empty());

        static End of(GuestState state) {
            return new End(Presence.PRESENT, Optional.of(state));
        }

        /** {@return whether it is certain that it is not active there} */
        public boolean isIdle() {
            return presence == Presence.ABSENT || is(GuestState.Phase.SHUT_OFF);
        }

        /** {@return whether it is certain that it is active there, running or paused} */
        public boolean isActive() {
            return presence == Presence.PRESENT && !is(GuestState.Phase.SHUT_OFF);
        }

        /** {@return whether it is in this phase there} */
        public boolean is(GuestState.Phase phase) {
            return state.filter(found -> found.is(phase)).isPresent();
        }

        /** {@return whether its phase has this reason} */
        public boolean is(GuestState.Reason reason) {
            return state.filter(found -> found.is(reason)).isPresent();
        }

        /** {@return such as {@code running (booted)}} */
        @Override
        public String toString() {
            return switch (presence) {
                case PRESENT -> state.map(GuestState::toString).orElse("there");
                case ABSENT -> "not there";
                case NOT_ASKED -> "not known";
            };
        }
    }

    /** {@return such as {@code at the source the guest is running (booted), at the destination not there}} */
    @Override
    public String toString() {
        return "at the source the guest is " + source + ", at the destination " + destination;
    }
}
