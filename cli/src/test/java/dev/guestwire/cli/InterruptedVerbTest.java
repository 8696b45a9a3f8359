package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainCheckpoint;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainCheckpointDelete;
import dev.guestwire.protocol.remote.DomainCheckpointLookupByName;
import dev.guestwire.protocol.remote.DomainCreateXml;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import dev.guestwire.protocol.remote.DomainInjectNmi;
import dev.guestwire.protocol.remote.DomainManagedSaveRemove;
import dev.guestwire.protocol.remote.DomainMigrateBegin3Params;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainReboot;
import dev.guestwire.protocol.remote.DomainRename;
import dev.guestwire.protocol.remote.DomainReset;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainRevertToSnapshot;
import dev.guestwire.protocol.remote.DomainSaveImageGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSendKey;
import dev.guestwire.protocol.remote.DomainSetAutostart;
import dev.guestwire.protocol.remote.DomainSetMemoryFlags;
import dev.guestwire.protocol.remote.DomainSetMetadata;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotDelete;
import dev.guestwire.protocol.remote.DomainSnapshotLookupByName;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import dev.guestwire.protocol.remote.Network;
import dev.guestwire.protocol.remote.NetworkCreate;
import dev.guestwire.protocol.remote.NetworkDefineXml;
import dev.guestwire.protocol.remote.NetworkDestroy;
import dev.guestwire.protocol.remote.NetworkLookupByName;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.SecretLookupByUuid;
import dev.guestwire.protocol.remote.SecretUndefine;
import dev.guestwire.protocol.remote.StoragePool;
import dev.guestwire.protocol.remote.StoragePoolCreate;
import dev.guestwire.protocol.remote.StoragePoolDestroy;
import dev.guestwire.protocol.remote.StoragePoolLookupByName;
import dev.guestwire.protocol.remote.StoragePoolRefresh;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolDelete;
import dev.guestwire.protocol.remote.StorageVolLookupByName;
import dev.guestwire.protocol.remote.StorageVolResize;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Hold;
import java.nio.file.Files;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A signal while the daemon does not answer what a verb asks it to change: people read what may happen yet. */
class InterruptedVerbTest extends SignalledCommand {
    private static final UUID ID = new UUID(7, 7);
    private static final DomainSnapshot SNAPSHOT = new DomainSnapshot("s", WEB);
    private static final DomainCheckpoint CHECKPOINT = new DomainCheckpoint("c", WEB);
    private static final StoragePool POOL = new StoragePool("images", ID);
    private static final Network NETWORK = new Network("lan", ID);
    private static final StorageVol VOLUME = new StorageVol("images", "v", "/images/v");

    @BeforeEach
    void answer() throws Exception {
        daemon.reply(DomainSnapshotLookupByName.class, new DomainSnapshotLookupByName.Reply(SNAPSHOT));
        daemon.reply(DomainCheckpointLookupByName.class, new DomainCheckpointLookupByName.Reply(CHECKPOINT));
        daemon.reply(StoragePoolLookupByName.class, new StoragePoolLookupByName.Reply(POOL));
        daemon.reply(StorageVolLookupByName.class, new StorageVolLookupByName.Reply(VOLUME));
        daemon.reply(NetworkLookupByName.class, new NetworkLookupByName.Reply(NETWORK));
        daemon.reply(SecretLookupByUuid.class, new SecretLookupByUuid.Reply(new Secret(ID, 0, "")));
        daemon.reply(DomainSaveImageGetXmlDesc.class, new DomainSaveImageGetXmlDesc.Reply(DEFINITION));
        daemon.reply(DomainHasManagedSaveImage.class, new DomainHasManagedSaveImage.Reply(1));
        daemon.reply(DomainGetBlockInfo.class, new DomainGetBlockInfo.Reply(1, 1, 1));
        Files.writeString(folder.resolve("guest.xml"), "<domain type='qemu'><name>web</name></domain>");
        Files.writeString(folder.resolve("disk.xml"), "<disk type='file'><target dev='vdb'/></disk>");
        Files.writeString(folder.resolve("note.xml"), "<n:note xmlns:n='http://example.org/n'/>");
        Files.writeString(folder.resolve("c.xml"), "<domaincheckpoint><name>c</name></domaincheckpoint>");
        Files.writeString(folder.resolve("network.xml"), "<network><name>lan</name></network>");
    }

    /** Verbs whose call is short when nothing is wrong: they do not wait for its answer. */
    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("shutdown web", DomainShutdownFlags.class),
                arguments("reboot web", DomainReboot.class),
                arguments("reset web", DomainReset.class),
                arguments("destroy web", DomainDestroyFlags.class),
                arguments("suspend web", DomainSuspend.class),
                arguments("resume web", DomainResume.class),
                arguments("autostart web", DomainSetAutostart.class),
                arguments("rename web www", DomainRename.class),
                arguments("undefine web", DomainUndefineFlags.class),
                arguments("define {folder}/guest.xml", DomainDefineXmlFlags.class),
                arguments("create {folder}/guest.xml", DomainCreateXml.class),
                arguments("attach-device web {folder}/disk.xml --live", DomainAttachDeviceFlags.class),
                arguments("update-device web {folder}/disk.xml --live", DomainUpdateDeviceFlags.class),
                arguments("metadata set web {folder}/note.xml --live", DomainSetMetadata.class),
                arguments("metadata title web t --live", DomainSetMetadata.class),
                arguments("saved remove web", DomainManagedSaveRemove.class),
                arguments("send-key web ctrl-alt-del", DomainSendKey.class),
                arguments("inject-nmi web", DomainInjectNmi.class),
                arguments("cpu set web 2 --live", DomainSetVcpusFlags.class),
                arguments("memory set web 1G --live", DomainSetMemoryFlags.class),
                arguments("disk resize web vda 40G", DomainBlockResize.class),
                arguments("job cancel web", DomainAbortJob.class),
                arguments("pool start images", StoragePoolCreate.class),
                arguments("pool refresh images", StoragePoolRefresh.class),
                arguments("pool destroy images", StoragePoolDestroy.class),
                arguments("volume delete images v", StorageVolDelete.class),
                arguments("volume resize images v 40G", StorageVolResize.class),
                arguments("network start lan", NetworkCreate.class),
                arguments("network destroy lan", NetworkDestroy.class),
                arguments("network define {folder}/network.xml", NetworkDefineXml.class),
                arguments("secret undefine 00000000-0000-0007-0000-000000000007", SecretUndefine.class));
    }

    @ParameterizedTest
    @MethodSource("broken")
    <R extends XdrValue, C extends Call<R>> void whatWasSentIsTold(String words, Class<C> change) throws Exception {
        daemon.on(change, call -> Answer.never());
        CompletableFuture<Integer> code = run(words.replace("{folder}", folder.toString()));
        awaitCall(code, change);
        kill();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(error.toString())
                .contains("stopped: " + change.getSimpleName())
                .contains("or may do so yet", "next: look whether it was done");
        assertThat(output.toString()).isEmpty();
        assertThat(unheard.getCount()).isEqualTo(1);
    }

    /** Verbs whose call lasts: they wait for its answer, and tell what came of it. */
    static Stream<Arguments> lasting() {
        return Stream.of(
                arguments("snapshot revert web s", DomainRevertToSnapshot.class, "DomainRevertToSnapshot of"),
                arguments("snapshot delete web s", DomainSnapshotDelete.class, "DomainSnapshotDelete of"),
                arguments(
                        "checkpoint create web {folder}/c.xml", DomainCheckpointCreateXml.class, "CheckpointCreateXml"),
                arguments("checkpoint delete web c", DomainCheckpointDelete.class, "DomainCheckpointDelete of"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    <R extends XdrValue, C extends Call<R>> void theAnswerOfWhatLastsIsWaitedFor(
            String words, Class<C> change, String told) throws Exception {
        Hold hold = new Hold();
        daemon.on(
                change,
                call -> Answer.<R>error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no")
                        .heldBy(hold));
        CompletableFuture<Integer> code = run(words.replace("{folder}", folder.toString()));
        awaitHeld(code, hold);
        kill();
        awaitError("waiting up to 30 s");
        hold.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("%s%s", output, error)
                .isIn(1, TERMINATED);
        assertThat(output.toString() + error).contains(told);
    }

    /** libvirt ends no restore before its time. */
    @Test
    void aRestoreThatCannotBeCalledOffIsFollowed() throws Exception {
        Hold hold = new Hold();
        daemon.on(
                DomainRestoreFlags.class,
                call -> Answer.<Empty>error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no")
                        .heldBy(hold));
        daemon.on(
                DomainAbortJob.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "no job is active on the domain"));
        CompletableFuture<Integer> code = run("restore /save");
        awaitHeld(code, hold);
        kill();
        daemon.nextCall(DomainAbortJob.class, SOON);
        hold.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        // whoever asked for the end of what then failed may be told either, by which answer came first
        assertThat(output.toString()).containsPattern("restore of web: (failed|cancelled): no");
    }

    /** Both ways to migrate: the source is asked to give it up, and what came of it is told. */
    @Test
    void aMigrationIsGivenUp() throws Exception {
        Hold hold = new Hold();
        daemon.on(
                DomainMigratePerform3Params.class,
                call -> Answer.<DomainMigratePerform3Params.Reply>error(
                                ErrorCode.OPERATION_ABORTED, ErrorDomain.QEMU, "canceled by client")
                        .heldBy(hold));
        CompletableFuture<Integer> code = run("migrate web " + daemon.uri() + " --p2p");
        awaitHeld(code, hold);
        kill();
        daemon.nextCall(DomainAbortJob.class, SOON);
        hold.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("%s%s", output, error)
                .isEqualTo(TERMINATED);
        assertThat(output.toString()).contains("migration of web: ");
    }

    @Test
    void aMigrationThatThisCommandLeadsIsGivenUp() throws Exception {
        daemon.reply(ConnectSupportsFeature.class, new ConnectSupportsFeature.Reply(1));
        Hold hold = new Hold();
        daemon.on(
                DomainMigrateBegin3Params.class,
                call -> Answer.<DomainMigrateBegin3Params.Reply>error(
                                ErrorCode.OPERATION_ABORTED, ErrorDomain.QEMU, "canceled by client")
                        .heldBy(hold));
        CompletableFuture<Integer> code = run("migrate web " + daemon.uri());
        awaitHeld(code, hold);
        kill();
        hold.release();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("%s%s", output, error)
                .isEqualTo(TERMINATED);
        assertThat(output.toString()).contains("migration of web: ");
    }

    @Test
    void whatOnlyAsksEndsWithoutAWordOfChanges() throws Exception {
        daemon.on(DomainGetXmlDesc.class, call -> Answer.never());
        CompletableFuture<Integer> code = run("xml web");
        awaitCall(code, DomainGetXmlDesc.class);
        kill();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(error.toString()).contains("stopped").doesNotContain("may");
    }

    /** Of several guests the one that was asked about last is named; the others are done or untouched. */
    @Test
    void theGuestIsNamedAndTheRestIsLeftAlone() throws Exception {
        daemon.on(DomainSuspend.class, call -> Answer.never());
        CompletableFuture<Integer> code = run("suspend web web2");
        awaitCall(code, DomainSuspend.class);
        kill();
        assertThat(code.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TERMINATED);
        assertThat(error.toString()).contains("DomainSuspend of guest web");
        assertThat(daemon.calls(DomainSuspend.class)).hasSize(1);
    }

    private void awaitCall(CompletableFuture<Integer> code, Class<? extends Call<?>> call) {
        while (daemon.calls(call).isEmpty()) {
            assertThat(code).as("%s%s", output, error).isNotDone();
            Thread.onSpinWait();
        }
    }
}
