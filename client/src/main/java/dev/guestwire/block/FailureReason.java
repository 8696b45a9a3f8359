package dev.guestwire.block;

import dev.guestwire.DeviceEvent.IoFailedWithReason;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.protocol.remote.DomainDiskError;
import dev.guestwire.protocol.remote.DomainGetDiskErrors;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;

/** Looks for the reason of a job that failed: libvirt's event does not tell it. The best source comes first. */
final class FailureReason {
    private static final int MAX_ERRORS = 256;
    private static final int NO_SPACE = 2;

    private FailureReason() {}

    /**
     * {@return the outcome with the best reason there is}
     *
     * @param disk the disk
     * @param answer what the daemon said to the call that ended the job, if it refused it
     * @param monitor what QEMU said, if somebody listened
     * @param errors the errors of the guest's disks since the job began
     */
    static JobOutcome of(
            BlockDevice disk, Optional<String> answer, Optional<String> monitor, List<IoFailedWithReason> errors) {
        return monitor.map(reason -> JobOutcome.failed(reason, Evidence.MONITOR_EVENT))
                .or(() -> answer.map(reason -> JobOutcome.failed(reason, Evidence.ANSWER)))
                .or(() -> own(disk, errors).map(error -> JobOutcome.failed(words(error), Evidence.IO_ERROR_EVENT)))
                .or(() -> kept(disk).map(reason -> JobOutcome.failed(reason, Evidence.DISK_ERRORS)))
                .orElseGet(() -> JobOutcome.failed("the daemon does not say why", Evidence.BLOCK_JOB_EVENT));
    }

    /** {@return the first error of the disk, by its alias or one of its images} */
    private static Optional<IoFailedWithReason> own(BlockDevice disk, List<IoFailedWithReason> errors) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        Optional<Disk> seen = disk.seen();
        List<String> images = seen.map(ImageChain::of).orElse(ImageChain.NONE).images();
        return errors.stream()
                .filter(error -> images.contains(error.path())
                        || seen.flatMap(Disk::alias)
                                .filter(error.alias()::equals)
                                .isPresent())
                .findFirst();
    }

    private static String words(IoFailedWithReason error) {
        return "an error of " + error.path() + (error.reason().isEmpty() ? "" : ": " + error.reason());
    }

    /** {@return the error that the daemon keeps of the disk: {@code virDomainGetDiskErrors}; none if it cannot tell} */
    private static Optional<String> kept(BlockDevice disk) {
        try {
            return disk.guest().host().call(new DomainGetDiskErrors(disk.handle(), MAX_ERRORS, 0)).errors().stream()
                    .filter(error -> error.disk().equals(disk.name()))
                    .findFirst()
                    .map(FailureReason::words);
        } catch (LibvirtException untold) {
            return Optional.empty();
        }
    }

    private static String words(DomainDiskError error) {
        return "disk " + error.disk() + (error.error() == NO_SPACE ? ": no space left" : " has an error");
    }
}
