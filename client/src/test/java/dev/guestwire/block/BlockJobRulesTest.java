package dev.guestwire.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.block.BlockJobRules.Finding;
import dev.guestwire.block.BlockJobRules.Hearing;
import dev.guestwire.block.BlockJobRules.Known;
import dev.guestwire.block.BlockJobRules.Presence;
import dev.guestwire.block.BlockJobRules.Wish;
import dev.guestwire.job.Baseline;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the signs of a block job mean. */
class BlockJobRulesTest {
    private static final Hearing LOST = Hearing.GAP;
    private static final Hearing HEARD = Hearing.ALL;

    private static final JobRef COPY = new JobRef(
            JobRef.Kind.BLOCK_COPY, new UUID(1, 2), Optional.of("vda"), Instant.EPOCH, List.of("/copy"), Baseline.NONE);

    private static Optional<String> judge(String kind, List<String> goal, Object... found) {
        JobRef ref = new JobRef(
                JobRef.Kind.valueOf("BLOCK_" + kind),
                new UUID(1, 2),
                Optional.of("vda"),
                Instant.EPOCH,
                goal,
                Baseline.NONE);
        ImageChain chain = ImageChain.NONE;
        Wish wish = Wish.NOTHING;
        Presence presence = Presence.GONE;
        Hearing hearing = HEARD;
        for (Object each : found) {
            switch (each) {
                case Wish wanted -> wish = wanted;
                case Presence where -> presence = where;
                case Hearing heard -> hearing = heard;
                case Disk disk -> chain = ImageChain.of(disk);
                default -> throw new AssertionError(each);
            }
        }
        return BlockJobRules.judge(
                        new Known(ref, wish, hearing),
                        new Finding(presence, chain, OptionalInt.empty(), Optional.empty()))
                .map(outcome -> outcome.status() + " by " + outcome.evidence());
    }

    /** A disk as libvirt shows it while its guest runs: the chain's end is marked. */
    private static Disk running(String... images) {
        return disk("<backingStore/>", images);
    }

    /** A disk as libvirt shows it while its guest is off: nothing is said of the chain. */
    private static Disk stored(String image) {
        return disk("", image);
    }

    private static Disk disk(String end, String... images) {
        String below = end;
        for (int place = images.length - 1; place > 0; place--) {
            below = "<backingStore type='file' index='%d'><source file='%s'/>%s</backingStore>"
                    .formatted(place + 1, images[place], below);
        }
        return (Disk) Device.parse(
                "<disk><source file='%s' index='1'/>%s<target dev='vda'/></disk>".formatted(images[0], below));
    }

    @Test
    void aJobThatIsThereGoesOn() {
        assertThat(judge("COPY", List.of("/copy"), running("/copy"), Presence.RUNNING, LOST))
                .isEmpty();
    }

    @Test
    void aMirrorIsPivotedWhenItsDestinationIsOnTop() {
        for (Hearing lost : List.of(LOST, HEARD)) {
            assertThat(judge("COPY", List.of("/copy"), running("/copy", "/base"), lost))
                    .contains("COMPLETED by definition");
            assertThat(judge("COPY", List.of("/copy"), stored("/copy"), Presence.GUEST_OFF, lost))
                    .contains("COMPLETED by definition");
            assertThat(judge("ACTIVE_COMMIT", List.of("/base"), running("/base"), lost))
                    .contains("COMPLETED by definition");
        }
    }

    @Test
    void aChainThatIsTheOneWantedShowsACommitOrPull() {
        assertThat(judge("COMMIT", List.of("/top", "/base"), running("/top", "/base"), LOST))
                .contains("COMPLETED by definition");
        assertThat(judge("PULL", List.of("/top"), running("/top"), LOST)).contains("COMPLETED by definition");
        assertThat(judge("PULL", List.of("/top"), stored("/top"), Presence.GUEST_OFF, LOST))
                .as("a stopped guest's document says nothing of the chain")
                .contains("UNKNOWN by none");
    }

    @Test
    void whatIsGoneIsNotCompleted() {
        assertThat(judge("COPY", List.of("/copy"), running("/disk"), LOST)).contains("UNKNOWN by none");
        assertThat(judge("PULL", List.of("/top"), running("/top", "/base"), LOST))
                .contains("UNKNOWN by none");
        assertThat(judge("COMMIT", List.of(), running("/top"), LOST)).contains("UNKNOWN by none");
        assertThat(judge("COPY", List.of("/copy"), running("/disk"), Wish.KEEP, LOST))
                .contains("UNKNOWN by none");
        assertThat(judge("COPY", List.of("/copy"), running("/disk"), Wish.CANCEL, LOST))
                .contains("CANCELLED by definition");
        assertThat(judge("COPY", List.of("/copy"), Presence.GUEST_OFF, LOST)).contains("FAILED by state");
    }

    @Test
    void whileEventsAreHeardTheEndIsTheirs() {
        assertThat(judge("COPY", List.of("/copy"), running("/disk"), HEARD)).isEmpty();
        assertThat(judge("PULL", List.of("/top"), running("/top", "/base"), Wish.CANCEL, HEARD))
                .isEmpty();
        assertThat(judge("PULL", List.of("/top"), stored("/top"), Presence.GUEST_OFF, HEARD))
                .as("an event would have come before the guest stopped")
                .contains("FAILED by state");
    }

    @Test
    void aReadyCopyThatWasToBeKeptIsWhole() {
        assertThat(BlockJobRules.ofCancelled(COPY, Wish.KEEP, true))
                .isEqualTo(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
        assertThat(List.of(
                        BlockJobRules.ofCancelled(COPY, Wish.KEEP, false),
                        BlockJobRules.ofCancelled(COPY, Wish.CANCEL, true),
                        BlockJobRules.ofCancelled(COPY, Wish.PIVOT, true),
                        BlockJobRules.ofCancelled(COPY, Wish.NOTHING, true)))
                .allMatch(outcome -> outcome.status() == JobOutcome.Status.CANCELLED);
    }

    @Test
    void eventsAreToldApartByTheirTypes() {
        assertThat(BlockJobRules.isAbout(JobRef.Kind.BLOCK_COPY, BlockJobType.COPY))
                .isTrue();
        assertThat(BlockJobRules.isAbout(JobRef.Kind.BLOCK_COPY, BlockJobType.UNSPECIFIED))
                .isTrue();
        assertThat(BlockJobRules.isAbout(JobRef.Kind.BLOCK_COPY, BlockJobType.PULL))
                .isFalse();
        assertThat(BlockJobRules.isAbout(JobRef.Kind.BLOCK_COMMIT, BlockJobType.ACTIVE_COMMIT))
                .isTrue();
        assertThat(BlockJobRules.isAbout(JobRef.Kind.BLOCK_PULL, BlockJobType.UNKNOWN))
                .isFalse();
        assertThat(BlockJobRules.isEnd(BlockJobStatus.READY)).isFalse();
        assertThat(BlockJobRules.isEnd(BlockJobStatus.CANCELED)).isTrue();
    }

    @Test
    void imagesAreFoundByNameAndByNumber() {
        ImageChain chain = ImageChain.of(running("/top", "/middle", "/base"));
        assertThat(chain).isEqualTo(new ImageChain(List.of("/top", "/middle", "/base"), List.of(1, 2, 3), true));
        assertThat(chain.indexOf("/base")).isEqualTo(2);
        assertThat(chain.indexOf("vda[2]")).isEqualTo(1);
        assertThat(chain.indexOf("/other")).isNegative();
        assertThat(chain.without(0, 1)).containsExactly("/middle", "/base");
        assertThat(chain.without(1, 2)).containsExactly("/top", "/base");
        assertThat(chain.without(1, -1)).isEmpty();
        assertThat(ImageChain.of(stored("/top")).without(1, 1)).isEmpty();
        assertThat(ImageChain.of((Disk)
                                Device.parse("<disk type='network'><source protocol='rbd' name='pool/image'/></disk>"))
                        .images())
                .containsExactly("rbd:pool/image");
    }
}
