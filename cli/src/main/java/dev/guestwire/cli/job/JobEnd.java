package dev.guestwire.cli.job;

import dev.guestwire.block.BlockJob;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobRef;
import java.util.Optional;

/** Which verb ends a job that goes on. */
final class JobEnd {
    private JobEnd() {}

    /** {@return what cancels a job; empty if nothing does} */
    static Optional<String> of(Job job) {
        String guest = job.guest().name();
        String disk = job.ref().subject().orElse("");
        return switch (job.ref().kind()) {
            case BLOCK_COPY, BLOCK_COMMIT, BLOCK_ACTIVE_COMMIT, BLOCK_PULL ->
                Optional.of("guestwire disk cancel " + guest + " " + disk);
            case BACKUP -> Optional.of("guestwire backup cancel " + guest);
            case MIGRATION, SAVE, DUMP -> Optional.of("guestwire job cancel " + guest);
            case RESTORE -> Optional.of("guestwire destroy " + guest);
            case DETACHMENT -> Optional.empty();
        };
    }

    /** {@return what there is to choose of for a copy, or an active commit, that has caught up} */
    static String ofReady(BlockJob mirror) {
        String words = mirror.guest().name() + " " + mirror.disk().name();
        boolean copy = mirror.ref().kind() == JobRef.Kind.BLOCK_COPY;
        return "with guestwire disk pivot " + words + " the guest goes on with the "
                + (copy ? "copy" : "image below")
                + "; with guestwire disk cancel " + words + " it stays where it is"
                + (copy ? ", and the copy is whole" : "");
    }
}
