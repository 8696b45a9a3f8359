package dev.guestwire.block;

import dev.guestwire.DeviceEvent.IoFailedWithReason;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;

/** Looks for the reason of a job that failed: libvirt's event does not tell it. The best source comes first. */
final class FailureReason {
    private FailureReason() {}

    /**
     * Signs of a failure that came since the job began.
     *
     * @param answer what the daemon said to the call that ended the job, if it refused it
     * @param monitor what QEMU said, if somebody listened
     * @param errors the errors of the guest's disks
     */
    record Signs(Optional<String> answer, Optional<String> monitor, List<IoFailedWithReason> errors) {}

    /** {@return the outcome with the best reason there is, and with the file that a copy leaves behind} */
    static JobOutcome of(BlockDevice disk, JobRef ref, Signs signs) {
        JobOutcome found = signs.monitor()
                .map(reason -> JobOutcome.failed(reason, Evidence.MONITOR_EVENT))
                .or(() -> signs.answer().map(reason -> JobOutcome.failed(reason, Evidence.ANSWER)))
                .or(() -> own(disk, ref, signs.errors())
                        .map(error -> JobOutcome.failed(words(error), Evidence.IO_ERROR_EVENT)))
                .or(() -> BlockJobFacts.newError(disk, ref.before())
                        .map(reason -> JobOutcome.failed(reason, Evidence.DISK_ERRORS)))
                .orElseGet(() -> JobOutcome.failed("the daemon does not say why", Evidence.BLOCK_JOB_EVENT));
        return JobOutcome.failed(found.reason().orElse("") + Leftover.of(ref, false), found.evidence());
    }

    /** {@return the first error of the disk, by its alias or one of its images, or of what the job writes} */
    private static Optional<IoFailedWithReason> own(BlockDevice disk, JobRef ref, List<IoFailedWithReason> errors) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        Optional<Disk> seen = disk.seen().disk();
        List<String> images = seen.map(ImageChain::of).orElse(ImageChain.NONE).images();
        return errors.stream()
                .filter(error -> images.contains(error.path())
                        || ref.images().contains(error.path())
                        || seen.flatMap(Disk::alias)
                                .filter(error.alias()::equals)
                                .isPresent())
                .findFirst();
    }

    private static String words(IoFailedWithReason error) {
        return "an error of " + error.path() + (error.reason().isEmpty() ? "" : ": " + error.reason());
    }
}
