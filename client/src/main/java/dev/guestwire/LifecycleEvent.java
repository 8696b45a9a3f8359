package dev.guestwire;

/** Event 0: a guest came, went, or changed its state. */
public sealed interface LifecycleEvent extends GuestEvent {
    /** It was defined. */
    record Defined(Guest guest, Coded<Defined.Reason> reason) implements LifecycleEvent {
        /** How it was defined. */
        public enum Reason {
            ADDED,
            UPDATED,
            RENAMED,
            FROM_SNAPSHOT,
            UNKNOWN
        }
    }

    /** Its definition is gone. */
    record Undefined(Guest guest, Coded<Undefined.Reason> reason) implements LifecycleEvent {
        /** Why it is gone. */
        public enum Reason {
            REMOVED,
            RENAMED,
            UNKNOWN
        }
    }

    /** It was started. */
    record Started(Guest guest, Coded<Started.Reason> reason) implements LifecycleEvent {
        /** How it was started. */
        public enum Reason {
            BOOTED,
            /** It arrives from another host. */
            MIGRATED,
            RESTORED,
            FROM_SNAPSHOT,
            WAKEUP,
            /** Its hypervisor was started anew for a reboot. */
            RECREATED,
            UNKNOWN
        }
    }

    /** Its virtual CPUs were halted. */
    record Suspended(Guest guest, Coded<Suspended.Reason> reason) implements LifecycleEvent {
        /** Why they were halted. */
        public enum Reason {
            PAUSED,
            /** For a migration: on the source when it hands over, on the target until it goes on. */
            MIGRATED,
            IOERROR,
            WATCHDOG,
            RESTORED,
            FROM_SNAPSHOT,
            API_ERROR,
            POSTCOPY,
            POSTCOPY_FAILED,
            /** Its system has shut down, and a backup keeps it until that ends. */
            GUEST_SHUTDOWN,
            UNKNOWN
        }
    }

    /** Its virtual CPUs go on. */
    record Resumed(Guest guest, Coded<Resumed.Reason> reason) implements LifecycleEvent {
        /** Why they go on. */
        public enum Reason {
            UNPAUSED,
            MIGRATED,
            FROM_SNAPSHOT,
            POSTCOPY,
            POSTCOPY_FAILED,
            UNKNOWN
        }
    }

    /** It is off. */
    record Stopped(Guest guest, Coded<Stopped.Reason> reason) implements LifecycleEvent {
        /** Why it is off. */
        public enum Reason {
            SHUTDOWN,
            DESTROYED,
            CRASHED,
            /** It runs on another host now. */
            MIGRATED,
            SAVED,
            /** It could not be started. */
            FAILED,
            FROM_SNAPSHOT,
            /** Its hypervisor is about to be started anew for a reboot. */
            RECREATED,
            UNKNOWN
        }
    }

    /** Its system has shut down; {@link Stopped} follows. */
    record ShutDown(Guest guest, Coded<ShutDown.Reason> reason) implements LifecycleEvent {
        /** Who wanted it. */
        public enum Reason {
            /** Not known. */
            FINISHED,
            GUEST,
            HOST,
            UNKNOWN
        }
    }

    /** Its own power management put it to sleep. */
    record PmSuspended(Guest guest, Coded<PmSuspended.Reason> reason) implements LifecycleEvent {
        /** Where it sleeps. */
        public enum Reason {
            MEMORY,
            DISK,
            UNKNOWN
        }
    }

    /** Its system crashed. */
    record Crashed(Guest guest, Coded<Crashed.Reason> reason) implements LifecycleEvent {
        /** How it crashed. */
        public enum Reason {
            PANICKED,
            /** It goes on in its crash kernel. */
            CRASHLOADED,
            UNKNOWN
        }
    }
}
