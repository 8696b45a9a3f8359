package dev.guestwire;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Flag.Affect;
import dev.guestwire.Flag.Undefine;
import dev.guestwire.Flag.Update;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.ErrorLevel;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainInjectNmi;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import dev.guestwire.protocol.remote.DomainUpdateDeviceFlags;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a guest says to the daemon about its devices and its end. */
class DeviceCallsTest {
    private static final String XML = "<disk type='block'><target dev='vdb'/></disk>";
    private static final Disk DISK = (Disk) Device.parse(XML);
    private static final String WRITTEN = DISK.xml().toXml();

    private final FakeHost fake = new FakeHost();
    private final Guest web = fake.web;

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void attach() {
        var type = DomainAttachDeviceFlags.class;
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.attach(DISK)))
                .isEqualTo(new DomainAttachDeviceFlags(WEB, WRITTEN, 0));
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.attach(XML, Affect.LIVE)))
                .isEqualTo(new DomainAttachDeviceFlags(WEB, XML, 1));
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.attach(DISK, Affect.CONFIG, Affect.LIVE)))
                .isEqualTo(new DomainAttachDeviceFlags(WEB, WRITTEN, 3));
    }

    @Test
    void detach() {
        var type = DomainDetachDeviceFlags.class;
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.detach(DISK, Affect.CONFIG)))
                .isEqualTo(new DomainDetachDeviceFlags(WEB, WRITTEN, 2));
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.detach(XML)))
                .isEqualTo(new DomainDetachDeviceFlags(WEB, XML, 0));
        assertThat(fake.sent(
                        DomainDetachDeviceAlias.class,
                        Empty.EMPTY,
                        () -> web.detachByAlias("ua-data", Affect.LIVE, Affect.CONFIG)))
                .isEqualTo(new DomainDetachDeviceAlias(WEB, "ua-data", 3));
    }

    @Test
    void update() {
        var type = DomainUpdateDeviceFlags.class;
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.update(DISK, Update.LIVE, Update.FORCE)))
                .isEqualTo(new DomainUpdateDeviceFlags(WEB, WRITTEN, 5));
        assertThat(fake.sent(type, Empty.EMPTY, () -> web.update(XML, Update.CONFIG)))
                .isEqualTo(new DomainUpdateDeviceFlags(WEB, XML, 2));
    }

    @Test
    void nmi() {
        assertThat(fake.sent(DomainInjectNmi.class, Empty.EMPTY, web::injectNmi))
                .isEqualTo(new DomainInjectNmi(WEB, 0));
    }

    @Test
    void everythingGoesButWhatIsKept() {
        assertUndefined(1 | 2 | 4 | 16 | 32);
        assertUndefined(1 | 2 | 8 | 16 | 32, Undefine.KEEP_NVRAM);
        assertUndefined(1 | 2 | 8 | 16 | 64, Undefine.NVRAM, Undefine.TPM);
        assertUndefined(
                4 | 64,
                Undefine.KEEP_TPM,
                Undefine.MANAGED_SAVE,
                Undefine.SNAPSHOTS_METADATA,
                Undefine.CHECKPOINTS_METADATA);
    }

    private void assertUndefined(int word, Undefine... kept) {
        assertThat(fake.sent(DomainUndefineFlags.class, Empty.EMPTY, () -> web.undefine(Undefine.everythingBut(kept))))
                .isEqualTo(new DomainUndefineFlags(WEB, word));
    }

    @Test
    void whatShallBeKeptIsNotLostAtADaemonThatCannotKeepIt() {
        fake.refuse(DomainUndefineFlags.class, unknownFlag("unsupported flags (0x40) in function x"));
        assertThatThrownBy(() -> web.undefine(Undefine.everythingBut(Undefine.KEEP_TPM)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("0x40");
        assertThat(fake.daemon.calls())
                .filteredOn(call -> call.toString().contains("Undefine"))
                .hasSize(1);
    }

    @Test
    void otherInvalidArgumentsAreNotUnsupported() {
        fake.refuse(DomainUndefineFlags.class, unknownFlag("flags do not go together"));
        assertThatThrownBy(() -> web.undefine(Undefine.NVRAM, Undefine.KEEP_NVRAM))
                .isExactlyInstanceOf(CallFailedException.class);
    }

    private static RemoteError unknownFlag(String message) {
        return new RemoteError(
                ErrorCode.INVALID_ARG,
                ErrorDomain.QEMU,
                message,
                ErrorLevel.ERROR,
                null,
                "qemuDomainUndefineFlags",
                "flags",
                null,
                0,
                0,
                null);
    }

    /** A read error must not look like a device that is gone. */
    @Test
    void aDefinitionThatCannotBeReadIsNotOneWithoutDevices() {
        fake.refuse(
                DomainGetXmlDesc.class, RemoteError.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "monitor is gone"));
        assertThatThrownBy(() -> web.definition().findDisk("vda")).isInstanceOf(CallFailedException.class);
        assertThatThrownBy(() -> web.devices(Disk.class)).isInstanceOf(CallFailedException.class);
    }
}
