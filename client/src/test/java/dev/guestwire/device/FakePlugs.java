package dev.guestwire.device;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceAdded;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceRemovalFailed;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceRemoved;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.testkit.fake.Answer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon that says what it is told of the devices of one guest, which runs and is persistent. */
final class FakePlugs implements AutoCloseable {
    static final int FIRST_CALLBACK = 100;
    static final int INACTIVE = 2;

    final FakeHost fake;
    /** The devices of the running guest and of its stored definition. */
    volatile String plugged = "";

    volatile String stored = "";
    volatile int run = 7;

    FakePlugs(HostOptions options) {
        fake = new FakeHost(options);
        script();
    }

    void script() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(FIRST_CALLBACK + call.eventId())));
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        fake.daemon.reply(ConnectGetAllDomainStats.class, new ConnectGetAllDomainStats.Reply(List.of()));
        fake.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB));
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(1));
        fake.daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(1));
        fake.daemon.reply(DomainHasManagedSaveImage.class, new DomainHasManagedSaveImage.Reply(0));
        fake.daemon.reply(DomainDetachDeviceAlias.class, Empty.EMPTY);
        fake.daemon.on(DomainDetachDeviceFlags.class, call -> {
            stored = stored.replace(call.xml(), "");
            return Answer.of(Empty.EMPTY);
        });
        fake.daemon.on(DomainDefineXmlFlags.class, call -> {
            stored = call.xml().replaceAll("(?s).*<devices>|</devices>.*|.*<devices/>.*", "");
            return Answer.of(new DomainDefineXmlFlags.Reply(ACTIVE_WEB));
        });
        readable();
    }

    void readable() {
        fake.daemon.on(
                DomainGetXmlDesc.class,
                call -> Answer.of(new DomainGetXmlDesc.Reply(
                        (call.flags() & INACTIVE) == 0
                                ? document(" id='" + run + "'", plugged)
                                : document("", stored))));
    }

    private static String document(String id, String devices) {
        return "<domain" + id + "><name>web</name><devices>" + devices + "</devices></domain>";
    }

    void unreadable() {
        fake.daemon.on(
                DomainGetXmlDesc.class, call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no monitor"));
    }

    void devices(String plugged, String stored) {
        this.plugged = plugged;
        this.stored = stored;
    }

    void added(String alias) {
        fake.daemon.emit(new DomainEventCallbackDeviceAdded(FIRST_CALLBACK + 19, ACTIVE_WEB, alias));
    }

    void removed(String alias) {
        fake.daemon.emit(new DomainEventCallbackDeviceRemoved(FIRST_CALLBACK + 15, ACTIVE_WEB, alias));
    }

    void removalFailed(String alias) {
        fake.daemon.emit(new DomainEventCallbackDeviceRemovalFailed(FIRST_CALLBACK + 22, ACTIVE_WEB, alias));
    }

    static JobOutcome end(Detachment detachment) throws Exception {
        return detachment.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        fake.close();
    }
}
