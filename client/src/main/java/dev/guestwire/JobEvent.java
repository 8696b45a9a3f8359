package dev.guestwire;

import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import java.util.List;
import java.util.Optional;

/** Something about work that the daemon does for a guest. */
public sealed interface JobEvent extends GuestEvent {
    /**
     * Event 8: a block job changed, by the path of its disk. {@link BlockJobChanged} comes with it.
     *
     * @param path the file or device behind the disk
     * @param type what the job does
     * @param status how it is now
     */
    record BlockJobChangedByPath(Guest guest, String path, Coded<BlockJobType> type, Coded<BlockJobStatus> status)
            implements JobEvent {}

    /**
     * Event 16: a block job changed.
     *
     * @param disk the disk's target, such as {@code vda}
     * @param type what the job does
     * @param status how it is now
     */
    record BlockJobChanged(Guest guest, String disk, Coded<BlockJobType> type, Coded<BlockJobStatus> status)
            implements JobEvent {}

    /** What a block job does. */
    enum BlockJobType {
        /** libvirt does not say. */
        UNSPECIFIED,
        PULL,
        COPY,
        COMMIT,
        ACTIVE_COMMIT,
        BACKUP,
        UNKNOWN
    }

    /** How a block job is. */
    enum BlockJobStatus {
        COMPLETED,
        FAILED,
        CANCELED,
        /** It has caught up, and waits to be pivoted or aborted. */
        READY,
        UNKNOWN
    }

    /**
     * Event 20: a migration goes once more through the guest's memory.
     *
     * @param iteration how often it has, from 1
     */
    record MigrationIterated(Guest guest, int iteration) implements JobEvent {}

    /**
     * Event 21: a job of the guest ended, well or not.
     *
     * @param statistics what libvirt tells of it, by its names such as {@code time_elapsed}
     */
    record JobCompleted(Guest guest, List<TypedParam> statistics) implements JobEvent {
        /** Copies the list. */
        public JobCompleted {
            statistics = List.copyOf(statistics);
        }

        /** {@return what the job did} */
        public Coded<Operation> operation() {
            for (TypedParam param : statistics) {
                if (param.field().equals("operation") && param.value() instanceof ParamValue.Int number) {
                    return Coded.of(Operation.values(), number.value());
                }
            }
            return Coded.of(Operation.values(), 0);
        }

        /** {@return libvirt's sentence about why it failed, if it gives one} */
        public Optional<String> errorMessage() {
            for (TypedParam param : statistics) {
                if (param.field().equals("errmsg") && param.value() instanceof ParamValue.Text text) {
                    return Optional.of(text.value());
                }
            }
            return Optional.empty();
        }

        /** What a job does. */
        public enum Operation {
            /** libvirt does not say. */
            UNSPECIFIED,
            START,
            SAVE,
            RESTORE,
            MIGRATION_IN,
            MIGRATION_OUT,
            SNAPSHOT,
            SNAPSHOT_REVERT,
            DUMP,
            BACKUP,
            SNAPSHOT_DELETE,
            UNKNOWN
        }
    }
}
