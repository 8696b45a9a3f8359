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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a reference tells of a job that is gone when it is taken up, by what the job came to, what followed it on its disk,
 * and what became of its guest. Images are written with the numbers that libvirt gave them.
 */
class BlockJobTableTest {
    private static final int RUN = 7;

    /** A copy had the number 5. One that was kept, or cancelled, leaves the disk as it was. */
    @ParameterizedTest(name = "{0}; guest {1}")
    @CsvSource(textBlock = """
        COPY pivoted then nothing, same run, /copy#5 /base#2, COMPLETED
        COPY pivoted then a snapshot, same run, /over#6 /copy#5 /base#2, COMPLETED
        COPY pivoted then a copy elsewhere, same run, /other#6 /base#2, UNKNOWN
        COPY pivoted then nothing, another run, /copy#1 /base#2, UNKNOWN
        COPY pivoted then another with that number, another run, /copy#5 /base#2, UNKNOWN
        COPY pivoted then nothing, off, /copy, UNKNOWN
        COPY pivoted then nothing, gone, , UNKNOWN
        COPY failed then nothing, same run, /top#1 /base#2, UNKNOWN
        COPY failed then a copy to the same file, same run, /copy#6 /base#2, UNKNOWN
        COPY failed then a copy to the same file, another run, /copy#6 /base#2, UNKNOWN
        COPY failed then a copy to the same file, off, /copy, UNKNOWN
        COPY failed then a copy elsewhere, same run, /other#6 /base#2, UNKNOWN
        COPY cancelled then a copy to the same file, same run, /copy#6 /base#2, UNKNOWN
        COPY kept then nothing, same run, /top#1 /base#2, UNKNOWN
        COPY failed then the disk was taken out, no disk, , UNKNOWN
        COPY failed then nothing, not told, /top#1 /base#2, UNKNOWN
        PULL completed then nothing, same run, /top#1, UNKNOWN
        PULL failed then another pull, same run, /top#1, UNKNOWN
        PULL cancelled then nothing, same run, /top#1 /base#2, UNKNOWN
        PULL failed then another pull, another run, /top#1, UNKNOWN
        PULL completed then nothing, off, /top, UNKNOWN
        PULL completed then nothing, gone, , UNKNOWN
        COMMIT completed then nothing, same run, /top#1 /base#3, UNKNOWN
        COMMIT failed then another commit, same run, /top#1 /base#3, UNKNOWN
        COMMIT failed then another commit, off, /top, UNKNOWN
        ACTIVE_COMMIT pivoted then nothing, same run, /base#2, UNKNOWN
        ACTIVE_COMMIT failed then another active commit, same run, /base#2, UNKNOWN
        ACTIVE_COMMIT failed then another active commit, off, /base, UNKNOWN
        """)
    void aReferenceIsNeverCompletedByALaterJob(
            String story, String guest, @Nullable String images, JobOutcome.Status expected) {
        String kind = story.split(" ")[0];
        JobOutcome outcome =
                judge(ref(kind, false), Hearing.NOTHING, guest, images).orElseThrow();
        assertThat(outcome.status()).isEqualTo(expected);
        assertThat(outcome.reason().isPresent()).isNotEqualTo(outcome.isCompleted());
    }

    /** A job was at work when the connection was lost, or its events are heard; {@code already}: it stood so before. */
    @ParameterizedTest(name = "{0}; guest {1}; {2}")
    @CsvSource(textBlock = """
        COPY ALL, same run, /copy#5 /base#2, COMPLETED
        COPY ALL, same run, /copy#6 /base#2, none
        COPY ALL, same run, /top#1 /base#2, none
        COPY ALL, off, /copy, COMPLETED
        COPY ALL, off, /top, FAILED
        COPY ALL, another run, /copy#5, FAILED
        COPY ALL, gone, , FAILED
        COPY ALL, not told, /copy#5, none
        COPY ALL, no disk, , UNKNOWN
        COPY GAP, same run, /copy#5 /base#2, COMPLETED
        COPY GAP, same run, /copy#6 /base#2, UNKNOWN
        COPY GAP, another run, /copy#5 /base#2, UNKNOWN
        COPY GAP, gone, , UNKNOWN
        COPY GAP, not told, /copy#5, UNKNOWN
        COPY GAP, no disk, , UNKNOWN
        PULL ALL, same run, /top#1, COMPLETED
        PULL ALL, same run, already /top#1, none
        PULL GAP, same run, /top#1, COMPLETED
        PULL GAP, same run, already /top#1, UNKNOWN
        PULL GAP, same run, /top#1 /base#2, UNKNOWN
        PULL GAP, another run, /top#1, UNKNOWN
        PULL GAP, off, /top, UNKNOWN
        COMMIT GAP, same run, /top#1 /base#3, COMPLETED
        COMMIT GAP, same run, already /top#1 /base#3, UNKNOWN
        ACTIVE_COMMIT GAP, same run, /base#2, COMPLETED
        ACTIVE_COMMIT GAP, same run, already /base#2, UNKNOWN
        """)
    void aHandleThatHeardOrMissedTheEnd(String job, String guest, @Nullable String images, String expected) {
        String[] words = job.split(" ");
        boolean stoodThere = images != null && images.startsWith("already ");
        String now = stoodThere && images != null ? images.substring("already ".length()) : images;
        assertThat(judge(ref(words[0], stoodThere), Hearing.valueOf(words[1]), guest, now)
                        .map(outcome -> outcome.status().name())
                        .orElse("none"))
                .isEqualTo(expected);
    }

    private static JobRef ref(String kind, boolean stoodThere) {
        List<String> goal = Objects.requireNonNull(Map.of(
                        "COPY", List.of("/copy"),
                        "PULL", List.of("/top"),
                        "COMMIT", List.of("/top", "/base"),
                        "ACTIVE_COMMIT", List.of("/base"))
                .get(kind));
        Baseline before =
                new Baseline(OptionalInt.of(RUN), Map.of()).with(BlockJobFacts.GOAL_BEFORE, stoodThere ? "yes" : "no");
        return new JobRef(
                JobRef.Kind.valueOf("BLOCK_" + kind),
                new UUID(1, 2),
                Optional.of("vda"),
                Instant.EPOCH,
                goal,
                kind.equals("COPY") ? before.with(BlockJobFacts.COPY_NUMBER, "5") : before);
    }

    private static Optional<JobOutcome> judge(JobRef ref, Hearing hearing, String guest, @Nullable String images) {
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
        ImageChain chain = images == null ? ImageChain.NONE : ImageChain.of(disk(images.split(" ")));
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
