package dev.guestwire.block;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;

import dev.guestwire.FakeHost;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainEventBlockJob2;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetDiskErrors;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.testkit.fake.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon with one guest that has disk {@code vda}, whose jobs go as the test says. */
final class FakeDisks implements AutoCloseable {
    static final int PULL = 1;
    static final int COPY = 2;
    static final int COMPLETED = 0;
    static final int FAILED = 1;
    static final int CANCELED = 2;
    static final int READY = 3;
    static final int FIRST_CALLBACK = 100;

    final FakeHost fake = new FakeHost();
    final BlockDevice vda = fake.web.disk("vda");

    FakeDisks() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(FIRST_CALLBACK + call.eventId())));
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        fake.daemon.reply(DomainBlockPull.class, Empty.EMPTY);
        fake.daemon.reply(DomainBlockCopy.class, Empty.EMPTY);
        fake.daemon.reply(DomainBlockJobAbort.class, Empty.EMPTY);
        fake.daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(0));
        fake.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB));
        fake.daemon.reply(DomainGetDiskErrors.class, new DomainGetDiskErrors.Reply(List.of(), 0));
        standsOn("/top", "");
        thereIsAJob(0);
    }

    /** The disk stands on one image, and has one below: {@code /base}. */
    void standsOn(String image, String mirror) {
        document("<source file='" + image + "' index='1'/><backingStore type='file' index='2'><source file='/base'/>"
                + "<backingStore/></backingStore>" + mirror);
    }

    /** The disk stands on one image only. */
    void standsAloneOn(String image) {
        document("<source file='" + image + "' index='1'/><backingStore/>");
    }

    private void document(String disk) {
        fake.daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply("<domain type='qemu' id='7'><name>web</name><devices><disk type='file'>"
                        + disk + "<target dev='vda'/></disk></devices></domain>"));
    }

    /** {@return what the disk shows of a copy to a file} */
    static String mirror(String file, int number, boolean ready) {
        return "<mirror type='file' job='copy'" + (ready ? " ready='yes'" : "") + "><source file='" + file + "' index='"
                + number + "'/></mirror>";
    }

    void thereIsAJob(int type) {
        fake.daemon.reply(
                DomainGetBlockJobInfo.class, new DomainGetBlockJobInfo.Reply(type == 0 ? 0 : 1, type, 5_000, 30, 40));
    }

    void askingForTheJobFails(ErrorCode code) {
        fake.daemon.on(DomainGetBlockJobInfo.class, call -> Answer.error(code, ErrorDomain.QEMU, "no such luck"));
    }

    void emit(int type, int status) {
        fake.daemon.emit(new DomainEventBlockJob2(FIRST_CALLBACK + 16, ACTIVE_WEB, "vda", type, status));
    }

    /** The guest stops, by libvirt's number of the reason. */
    void stops(int reason) {
        fake.daemon.emit(new DomainEventCallbackLifecycle(FIRST_CALLBACK, ACTIVE_WEB, 5, reason));
    }

    BlockJob copy() {
        return vda.copy(Path.of("/copy"), "qcow2").start();
    }

    /** {@return a reference to the same job as another process has it: nothing else is known there} */
    static JobRef elsewhere(BlockJob job) {
        JobRef ref = job.ref();
        return new JobRef(
                ref.kind(), ref.guest(), ref.subject(), ref.started().plusNanos(1), ref.images(), ref.before());
    }

    static JobOutcome end(BlockJob job) throws Exception {
        return job.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        fake.close();
    }
}
