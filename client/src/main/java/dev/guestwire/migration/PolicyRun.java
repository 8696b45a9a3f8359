package dev.guestwire.migration;

import dev.guestwire.Guest;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.migration.MigrationAction.Deed;
import dev.guestwire.migration.MigrationPolicy.Course;
import dev.guestwire.migration.MigrationPolicy.Decision;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at a migration from time to time, and does what its policy decides. */
final class PolicyRun implements Runnable {
    private static final int KIB = 1024;

    private final MigrationRequest request;
    private final Supplier<Optional<MigrationProgress>> look;
    private final Steering steering;

    PolicyRun(MigrationRequest request, Supplier<Optional<MigrationProgress>> look, Steering steering) {
        this.request = request;
        this.look = look;
        this.steering = steering;
    }

    @Override
    public void run() {
        MigrationPolicy policy = request.policy();
        Course course = Course.start(size(), request.mayPostCopy());
        while (!steering.endedWithin(policy.interval())) {
            Optional<MigrationProgress> now = look.get();
            if (now.isPresent()) {
                Decision decision = policy.decide(now.get(), course);
                course = decision.course();
                for (Deed deed : decision.deeds()) {
                    steering.take(deed);
                }
            }
        }
    }

    private MigrationSize size() {
        Guest guest = request.guest();
        try {
            long memory = guest.info().maxMemoryKib() * KIB;
            long[] disks = request.copiedDisks().stream()
                    .mapToLong(disk -> guest.disk(disk).info().physicalBytes())
                    .toArray();
            return MigrationSize.of(memory, disks);
        } catch (LibvirtException unknown) {
            return MigrationSize.of(0, new long[request.copiedDisks().size()]);
        }
    }
}
