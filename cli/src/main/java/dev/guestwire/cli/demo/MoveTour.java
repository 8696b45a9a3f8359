package dev.guestwire.cli.demo;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.console.Display;
import dev.guestwire.migration.Migration;
import dev.guestwire.migration.MigrationProgress;
import dev.guestwire.testkit.Lab;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.time.Duration;

/** A guest that moves to another host while it runs, and takes its disk along. */
final class MoveTour {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Lab target;
    private final Steps steps;
    private final Display display;

    MoveTour(Lab target, Steps steps, Display display) {
        this.target = target;
        this.steps = steps;
        this.display = display;
    }

    /**
     * Moves it.
     *
     * @param there the host it moves to
     * @return the guest where it is now
     * @throws StepFailedException if it fails
     */
    Guest run(Guest guest, Host there) {
        Migration move = steps.take("move it, running", () -> moved(guest, there), MoveTour::figures);
        return steps.take(
                "find it there",
                () -> move.arriving().orElseThrow(),
                found -> found.state().toString());
    }

    private Migration moved(Guest guest, Host there) throws InterruptedException {
        Path disk = target.newDisk("moved.qcow2", "qcow2", GuestTour.DISK_MIB);
        Migration move = guest.migration(there)
                .live()
                .persistent()
                .undefineSource()
                .unsafe()
                .migrateUri("tcp://127.0.0.1")
                .listenAddress("127.0.0.1")
                .definition(domain -> onDisk(domain, disk))
                .copyingDisks("vda")
                .start();
        move.await(PATIENCE, GLANCE, this::show);
        return move;
    }

    private static Domain onDisk(Domain domain, Path file) {
        Disk vda = domain.findDisk("vda").orElseThrow();
        return domain.replace(vda, vda.withSource(source -> source.withFile(file.toString())));
    }

    private void show(MigrationProgress now) {
        display.progress(ProgressText.of(now.totalBytes() - now.remainingBytes(), now.totalBytes()));
    }

    private static String figures(Migration move) {
        return move.statistics()
                .flatMap(statistics -> statistics.timing().downtime())
                .map(downtime -> "it stood still for " + downtime.toMillis() + " ms")
                .orElse("moved");
    }
}
