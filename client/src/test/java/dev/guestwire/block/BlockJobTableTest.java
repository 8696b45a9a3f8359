package dev.guestwire.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.block.BlockJobRules.Finding;
import dev.guestwire.block.BlockJobRules.Hearing;
import dev.guestwire.block.BlockJobRules.Known;
import dev.guestwire.block.BlockJobRules.Presence;
import dev.guestwire.block.BlockJobRules.Wish;
import dev.guestwire.job.Baseline;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a reference tells of a job that is gone when it is taken up, by what the job came to, what followed it on its disk,
 * and what became of its guest. Images are written with the numbers that libvirt gave them.
 */
class BlockJobTableTest {
    private static final int RUN = 7;

    /**
     * The job's copy had number 5, unless the case says that nobody saw it.
     *
     * <p>A copy that was kept, and one that was cancelled, leave the disk as it was.
     */
    @ParameterizedTest(name = "{0} {1}, then {2}; guest {3}")
    @CsvSource(textBlock = """
        COPY,          pivoted,   nothing,                  same run,    /copy#5 /base#2,           COMPLETED
        COPY,          pivoted,   a snapshot,               same run,    /over#6 /copy#5 /base#2,   COMPLETED
        COPY,          pivoted,   a copy elsewhere,         same run,    /other#6 /base#2,          UNKNOWN
        COPY,          pivoted,   nothing,                  another run, /copy#1 /base#2,           UNKNOWN
        COPY,          pivoted,   another with that number, another run, /copy#5 /base#2,           UNKNOWN
        COPY,          pivoted,   nothing,                  off,         /copy,                     UNKNOWN
        COPY,          pivoted,   nothing,                  gone,        ,                          UNKNOWN
        COPY,          failed,    nothing,                  same run,    /top#1 /base#2,            UNKNOWN
        COPY,          failed,    a copy to the same file,  same run,    /copy#6 /base#2,           UNKNOWN
        COPY,          failed,    a copy to the same file,  another run, /copy#6 /base#2,           UNKNOWN
        COPY,          failed,    a copy to the same file,  off,         /copy,                     UNKNOWN
        COPY,          failed,    a copy elsewhere,         same run,    /other#6 /base#2,          UNKNOWN
        COPY,          cancelled, a copy to the same file,  same run,    /copy#6 /base#2,           UNKNOWN
        COPY,          kept,      nothing,                  same run,    /top#1 /base#2,            UNKNOWN
        COPY,          failed,    the disk was taken out,   no disk,     ,                          UNKNOWN
        COPY,          failed,    nothing,                  not told,    /top#1 /base#2,            UNKNOWN
        PULL,          completed, nothing,                  same run,    /top#1,                    UNKNOWN
        PULL,          failed,    another pull,             same run,    /top#1,                    UNKNOWN
        PULL,          cancelled, nothing,                  same run,    /top#1 /base#2,            UNKNOWN
        PULL,          failed,    another pull,             another run, /top#1,                    UNKNOWN
        PULL,          completed, nothing,                  off,         /top,                      UNKNOWN
        PULL,          completed, nothing,                  gone,        ,                          UNKNOWN
        COMMIT,        completed, nothing,                  same run,    /top#1 /base#3,            UNKNOWN
        COMMIT,        failed,    another commit,           same run,    /top#1 /base#3,            UNKNOWN
        COMMIT,        failed,    another commit,           off,         /top,                      UNKNOWN
        ACTIVE_COMMIT, pivoted,   nothing,                  same run,    /base#2,                   UNKNOWN
        ACTIVE_COMMIT, failed,    another active commit,    same run,    /base#2,                   UNKNOWN
        ACTIVE_COMMIT, failed,    another active commit,    off,         /base,                     UNKNOWN
        """)
    void aReferenceIsNeverCompletedByALaterJob(
            String kind, String end, String later, String guest, String images, JobOutcome.Status expected) {
        Optional<JobOutcome> outcome =
                judge(ref(kind, true, false), Hearing.NOTHING, guest, images == null ? "" : images);
        assertThat(outcome.map(JobOutcome::status)).as(end + later).contains(expected);
        assertThat(outcome.orElseThrow().isCompleted()
                        || !outcome.orElseThrow().reason().orElse("").isEmpty())
                .isTrue();
    }

    /** The same, where the job was at work when the connection was lost, or its events are heard. */
    @ParameterizedTest(name = "{0} {1}, guest {2}, stood there before: {4}")
    @CsvSource(textBlock = """
        COPY, ALL, same run,    /copy#5 /base#2, false, COMPLETED
        COPY, ALL, same run,    /copy#6 /base#2, false, none
        COPY, ALL, same run,    /top#1 /base#2,  false, none
        COPY, ALL, off,         /copy,           false, COMPLETED
        COPY, ALL, off,         /top,            false, FAILED
        COPY, ALL, another run, /copy#5,         false, FAILED
        COPY, ALL, gone,        ,                false, FAILED
        COPY, ALL, not told,    /copy#5,         false, none
        COPY, ALL, no disk,     ,                false, UNKNOWN
        COPY, GAP, same run,    /copy#5 /base#2, false, COMPLETED
        COPY, GAP, same run,    /copy#6 /base#2, false, UNKNOWN
        COPY, GAP, another run, /copy#5 /base#2, false, UNKNOWN
        COPY, GAP, gone,        ,                false, UNKNOWN
        COPY, GAP, not told,    /copy#5,         false, UNKNOWN
        COPY, GAP, no disk,     ,                false, UNKNOWN
        PULL, ALL, same run,    /top#1,          false, COMPLETED
        PULL, ALL, same run,    /top#1,          true,  none
        PULL, GAP, same run,    /top#1,          false, COMPLETED
        PULL, GAP, same run,    /top#1,          true,  UNKNOWN
        PULL, GAP, same run,    /top#1 /base#2,  false, UNKNOWN
        PULL, GAP, another run, /top#1,          false, UNKNOWN
        PULL, GAP, off,         /top,            false, UNKNOWN
        COMMIT, GAP, same run,  /top#1 /base#3,  false, COMPLETED
        COMMIT, GAP, same run,  /top#1 /base#3,  true,  UNKNOWN
        ACTIVE_COMMIT, GAP, same run, /base#2,   false, COMPLETED
        ACTIVE_COMMIT, GAP, same run, /base#2,   true,  UNKNOWN
        """)
    void aHandleThatHeardOrMissedTheEnd(
            String kind, Hearing hearing, String guest, String images, boolean stoodThere, String expected) {
        JobRef ref = ref(kind, kind.equals("COPY"), stoodThere);
        assertThat(judge(ref, hearing, guest, images == null ? "" : images)
                        .map(outcome -> outcome.status().name())
                        .orElse("none"))
                .isEqualTo(expected);
    }

    private static JobRef ref(String kind, boolean numbered, boolean stoodThere) {
        List<String> goal = Map.of(
                        "COPY", List.of("/copy"),
                        "PULL", List.of("/top"),
                        "COMMIT", List.of("/top", "/base"),
                        "ACTIVE_COMMIT", List.of("/base"))
                .get(kind);
        Baseline before =
                new Baseline(OptionalInt.of(RUN), Map.of()).with(BlockJobFacts.GOAL_BEFORE, stoodThere ? "yes" : "no");
        return new JobRef(
                JobRef.Kind.valueOf("BLOCK_" + kind),
                new UUID(1, 2),
                Optional.of("vda"),
                Instant.EPOCH,
                goal,
                numbered && kind.equals("COPY") ? before.with(BlockJobFacts.COPY_NUMBER, "5") : before);
    }

    private static Optional<JobOutcome> judge(JobRef ref, Hearing hearing, String guest, String images) {
        Presence presence = switch (guest) {
            case "off" -> Presence.GUEST_OFF;
            case "gone" -> Presence.NO_GUEST;
            case "no disk" -> Presence.NO_DISK;
            case "not told" -> Presence.UNTOLD;
            default -> Presence.GONE;
        };
        OptionalInt run = switch (guest) {
            case "off", "gone" -> OptionalInt.empty();
            case "another run" -> OptionalInt.of(RUN + 1);
            default -> OptionalInt.of(RUN);
        };
        ImageChain chain = images.isEmpty() ? ImageChain.NONE : ImageChain.of(disk(images.split(" ")));
        return BlockJobRules.judge(
                new Known(ref, Wish.NOTHING, hearing), new Finding(presence, chain, run, Optional.empty()));
    }

    /** A disk as libvirt shows it: with numbers and the chain's end while its guest runs, else with neither. */
    private static Disk disk(String... images) {
        boolean runs = images[0].contains("#");
        StringBuilder xml = new StringBuilder("<disk><source file='")
                .append(file(images[0]))
                .append("'")
                .append(number(images[0]))
                .append("/>");
        List<String> below = Arrays.asList(images).subList(1, images.length);
        below.forEach(image -> xml.append("<backingStore type='file'")
                .append(number(image))
                .append("><source file='")
                .append(file(image))
                .append("'/>"));
        xml.append(runs ? "<backingStore/>" : "").append("</backingStore>".repeat(below.size()));
        return (Disk) Device.parse(xml + "<target dev='vda'/></disk>");
    }

    private static String file(String image) {
        return image.split("#")[0];
    }

    private static String number(String image) {
        String[] parts = image.split("#");
        return parts.length == 1 ? "" : " index='" + parts[1] + "'";
    }
}
