package dev.guestwire.job;

import java.util.Locale;

/** What told how a job ended. */
public enum Evidence {
    /** The event of the block job. */
    BLOCK_JOB_EVENT,
    /** The event with the statistics of the job that ended. */
    JOB_COMPLETED_EVENT,
    /** The statistics that the daemon keeps of the job that ended. */
    COMPLETED_STATISTICS,
    /** An event of a device: it is gone, or the guest kept it. */
    DEVICE_EVENT,
    /** An event of the guest's life and its reason. */
    LIFECYCLE_EVENT,
    /** The guest's state and its reason. */
    STATE,
    /** The guest's document: its disks and what is behind them, or its devices. */
    DEFINITION,
    /** An event of a disk that could not be read or written. */
    IO_ERROR_EVENT,
    /** The errors that the daemon keeps of the guest's disks. */
    DISK_ERRORS,
    /** An event of QEMU's monitor. */
    MONITOR_EVENT,
    /** The daemon's answer to the call of the job. */
    ANSWER,
    /** The host that the guest was to move to. */
    DESTINATION,
    /** Nothing: the daemon could not be asked, or had forgotten. */
    NONE;

    /** {@return the constant in words} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
