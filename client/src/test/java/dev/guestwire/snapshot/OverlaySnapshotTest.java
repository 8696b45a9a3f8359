package dev.guestwire.snapshot;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.domain.SnapshotDisk;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A snapshot of named disks, put together for the daemon. */
class OverlaySnapshotTest {
    private final FakeHost fake = new FakeHost();
    private final Snapshots snapshots = fake.web.snapshots();

    @BeforeEach
    void twoDisks() {
        fake.daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply("<domain><devices>"
                        + "<disk type='file'><target dev='vda'/></disk><disk type='file'><target dev='vdb'/></disk>"
                        + "</devices></domain>"));
        fake.daemon.reply(
                DomainSnapshotCreateXml.class, new DomainSnapshotCreateXml.Reply(new DomainSnapshot("backup", WEB)));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private DomainSnapshotCreateXml sent() {
        return fake.daemon.calls(DomainSnapshotCreateXml.class).getLast();
    }

    @Test
    void disksThatAreNotNamedTakeNoPart() {
        Snapshot made = snapshots
                .overlays("backup")
                .overlay("vdb", Path.of("/images/b.qcow2"))
                .create();
        assertThat(made).isEqualTo(new Snapshot(fake.web, "backup"));
        assertThat(sent().flags()).as("DISK_ONLY, ATOMIC").isEqualTo(16 | 128);
        var document = dev.guestwire.xml.domain.DomainSnapshot.parse(sent().xmlDesc());
        assertThat(document.name()).contains("backup");
        assertThat(document.disks()).hasSize(2);
        SnapshotDisk vda = document.disks().getFirst();
        assertThat(vda.name()).contains("vda");
        assertThat(vda.snapshot()).contains("no");
        SnapshotDisk vdb = document.disks().getLast();
        assertThat(vdb.name()).contains("vdb");
        assertThat(vdb.snapshot()).contains("external");
        assertThat(vdb.source().file()).contains("/images/b.qcow2");
        assertThat(vdb.driver().type()).contains("qcow2");
    }

    @Test
    void optionsAreFlags() {
        snapshots
                .overlays("backup")
                .overlay("vda", Path.of("/a"))
                .quiesced()
                .reusingFiles()
                .withoutMetadata()
                .create();
        assertThat(sent().flags()).isEqualTo(4 | 16 | 32 | 64 | 128);
    }

    @Test
    void quiescedIfPossibleSaysWhetherItWas() {
        OverlaySnapshot wanted = snapshots.overlays("backup").overlay("vda", Path.of("/a"));
        OverlaySnapshot.Made quiesced = wanted.createQuiescedIfPossible();
        assertThat(quiesced.isQuiesced()).isTrue();
        assertThat(sent().flags()).isEqualTo(16 | 64 | 128);

        fake.daemon.enqueue(
                DomainSnapshotCreateXml.class,
                Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "not connected"));
        OverlaySnapshot.Made made = wanted.createQuiescedIfPossible();
        assertThat(made.isQuiesced()).isFalse();
        assertThat(made.whyNotQuiesced().orElseThrow()).isInstanceOf(AgentUnavailableException.class);
        assertThat(made.snapshot().name()).isEqualTo("backup");
        assertThat(sent().flags()).isEqualTo(16 | 128);

        fake.daemon.enqueue(
                DomainSnapshotCreateXml.class, Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "full"));
        assertThatThrownBy(wanted::createQuiescedIfPossible)
                .as("what is wrong with the disks is no reason")
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("full");
    }

    /** What daemons say when the agent refuses to freeze, or does not answer: of 9.0.0 and of 12.8.0. */
    static Stream<RemoteError> refusals() {
        String told = "unable to execute QEMU agent command 'guest-fsfreeze-freeze': not allowed";
        return Stream.of(
                RemoteError.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "internal error: " + told),
                RemoteError.of(ErrorCode.AGENT_COMMAND_FAILED, ErrorDomain.QEMU, told),
                RemoteError.of(ErrorCode.AGENT_COMMAND_TIMEOUT, ErrorDomain.QEMU, "timeout"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void anAgentThatRefusesToFreezeIsNoReasonToMakeNone(RemoteError refusal) {
        fake.daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(0));
        fake.daemon.enqueue(DomainSnapshotCreateXml.class, Answer.error(refusal));
        OverlaySnapshot.Made made =
                snapshots.overlays("backup").overlay("vda", Path.of("/a")).createQuiescedIfPossible();
        assertThat(made.whyNotQuiesced().orElseThrow()).hasMessageContaining(String.valueOf(refusal.message()));
        assertThat(sent().flags()).isEqualTo(16 | 128);
        boolean silent = refusal.code().equals(ErrorCode.AGENT_COMMAND_TIMEOUT);
        assertThat(fake.daemon.calls(DomainFsthaw.class))
                .as("an agent that refuses thaws by itself, and may be frozen for somebody else")
                .hasSize(silent ? 1 : 0);
    }

    /** The thaw after it fails: the daemon says no, and the disks have their new files. */
    @Test
    void aSnapshotThatWasMadeIsNotMadeAgain() {
        fake.daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(1));
        fake.daemon.on(DomainSnapshotCreateXml.class, call -> {
            fake.daemon.reply(
                    DomainGetXmlDesc.class,
                    new DomainGetXmlDesc.Reply("<domain><devices><disk type='file'><source file='/a'/>"
                            + "<target dev='vda'/></disk></devices></domain>"));
            return Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "no answer to the thaw");
        });
        assertThatThrownBy(() -> snapshots
                        .overlays("backup")
                        .overlay("vda", Path.of("/a"))
                        .createQuiescedIfPossible())
                .isInstanceOf(AgentUnavailableException.class);
        assertThat(fake.daemon.calls(DomainSnapshotCreateXml.class)).hasSize(1);
        assertThat(fake.daemon.calls(DomainFsthaw.class))
                .as("thawed all the same")
                .hasSize(1);
    }

    @Test
    void aFailureThatIsNotTheFreezeIsNoReasonToTryAgain() {
        fake.daemon.on(
                DomainSnapshotCreateXml.class,
                call -> Answer.error(
                        ErrorCode.INTERNAL_ERROR,
                        ErrorDomain.QEMU,
                        "unable to execute QEMU agent command 'guest-fsfreeze-thaw': no"));
        assertThatThrownBy(() -> snapshots
                        .overlays("backup")
                        .overlay("vda", Path.of("/a"))
                        .createQuiescedIfPossible())
                .isInstanceOf(CallFailedException.class);
        assertThat(fake.daemon.calls(DomainSnapshotCreateXml.class)).hasSize(1);
    }

    @Test
    void whatCannotBeMeantIsRefusedHere() {
        assertThatThrownBy(() -> snapshots.overlays("backup").create())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("names no disk");
        assertThatThrownBy(() -> snapshots
                        .overlays("backup")
                        .overlay("vdz", Path.of("/z"))
                        .create())
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Guest web has no disk vdz");
        assertThat(fake.daemon.calls(DomainSnapshotCreateXml.class)).isEmpty();
    }
}
