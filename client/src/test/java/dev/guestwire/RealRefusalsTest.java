package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guestwire.Flag.Affect;
import dev.guestwire.Flag.Define;
import dev.guestwire.error.AlreadyExistsException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.Hint;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.network.Network;
import dev.guestwire.network.NetworkChange;
import dev.guestwire.network.NetworkChange.Section;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.DomainAddIothread;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainDelIothread;
import dev.guestwire.protocol.remote.DomainGetInterfaceParameters;
import dev.guestwire.snapshot.Snapshots;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a real daemon says of what is missing, or there already: it has a type, and a hint where something helps. */
class RealRefusalsTest {
    private static final String DISK =
            "<disk type='file'><source file='/no/disk'/><target dev='%s' bus='virtio'/></disk>";

    @LibvirtHost
    static Lab lab;

    private static String document(String name, UUID uuid, String os) {
        return "<domain type='qemu'><name>" + name + "</name><uuid>" + uuid + "</uuid><memory>65536</memory><os>"
                + "<type arch='x86_64' machine='q35'>hvm</type>" + os + "</os><features><acpi/></features><devices>"
                + DISK.formatted("vda")
                + "</devices></domain>";
    }

    private static CallFailedException refusal(ThrowingCallable call) {
        CallFailedException refused = catchThrowableOfType(CallFailedException.class, call);
        assertThat(refused).isNotNull();
        return refused;
    }

    private static void isMissing(ThrowingCallable call) {
        assertThat(refusal(call)).isInstanceOf(NotFoundException.class);
    }

    private static CallFailedException isThere(ThrowingCallable call) {
        CallFailedException refused = refusal(call);
        assertThat(refused).isInstanceOf(AlreadyExistsException.class);
        return refused;
    }

    private static ThrowingCallable call(Host host, Call<?> call) {
        return () -> host.call(call);
    }

    @Test
    void ofAGuestThatIsOff() {
        try (Host host = Host.connect(lab.qemuUri())) {
            UUID uuid = UUID.randomUUID();
            Guest guest = host.define(document("refusals", uuid, ""));
            isMissing(() -> host.guest("nobody"));
            isMissing(() -> guest.disk("vdx").info());
            isMissing(() -> guest.disk("vdx").ioLimits(Affect.CONFIG));
            isMissing(call(host, new DomainGetInterfaceParameters(guest.handle(), "vnet9", 7, 2)));
            isMissing(call(host, new DomainDelIothread(guest.handle(), 9, 2)));
            isMissing(() -> guest.detachByAlias("ua-none", Affect.CONFIG));
            isMissing(() -> guest.detach(DISK.formatted("vdx"), Affect.CONFIG));
            isMissing(() -> guest.update(DISK.formatted("vdx"), Flag.Update.CONFIG));
            isMissing(() -> guest.snapshots().named("none"));
            isMissing(() -> guest.checkpoints().named("none"));
            isMissing(() -> guest.snapshots()
                    .create(
                            "<domainsnapshot><disks><disk name='vdx' snapshot='external'/></disks></domainsnapshot>",
                            Snapshots.Create.DISK_ONLY));
            guest.host().call(new DomainAddIothread(guest.handle(), 1, 2));
            isThere(call(host, new DomainAddIothread(guest.handle(), 1, 2)));
            isThere(() -> guest.attach(DISK.formatted("vda"), Affect.CONFIG));
            CallFailedException taken = isThere(() -> host.define(document("refusals", UUID.randomUUID(), "")));
            assertThat(taken.hint()).contains(Hint.NAME_TAKEN);
            assertThat(taken).hasMessageStartingWith("DomainDefineXmlFlags of guest refusals failed: ");
            CallFailedException renamed = isThere(() -> host.define(document("another", uuid, "")));
            assertThat(renamed.hint()).contains(Hint.UUID_TAKEN);
            Guest other = host.define(document("other", UUID.randomUUID(), ""));
            isThere(() -> other.rename("refusals"));
            assertThat(refusal(() -> host.define(
                                    document("refusals", uuid, "").replace("<os>", "<nonsense/><os>"), Define.VALIDATE))
                            .hint())
                    .contains(Hint.SCHEMA);
            assertThat(refusal(call(host, new DomainBlockResize(guest.handle(), "vda", 1 << 20, 2)))
                            .getMessage())
                    .startsWith("DomainBlockResize of disk vda of guest refusals failed: ");
        }
    }

    @Test
    void ofAGuestThatCannotBeUndefined() throws Exception {
        try (Host host = Host.connect(lab.qemuUri())) {
            Path loader = Files.writeString(lab.folder().resolve("loader.fd"), "");
            Path nvram = Files.writeString(lab.folder().resolve("nvram.fd"), "");
            Guest guest = host.define(document(
                    "uefi",
                    UUID.randomUUID(),
                    "<loader readonly='yes' type='pflash'>" + loader + "</loader><nvram>" + nvram + "</nvram>"));
            assertThat(refusal(guest::undefine).hint()).contains(Hint.UNDEFINE_NVRAM);
            guest.undefine(Flag.Undefine.KEEP_NVRAM);
        }
    }

    /** The test driver's networks are changed by the code that all drivers share. */
    @Test
    void ofTheHost() {
        try (Host host = Host.connect(lab.testUri())) {
            isMissing(() -> host.networks().network("none"));
            isMissing(() -> host.storage().pool("none"));
            isMissing(() -> host.storage().pool("default-pool").volume("none"));
            isMissing(() -> host.nodeDevices().device("none"));
            Network lan = host.networks().network("default");
            String entry = "<host ip='10.9.8.7'><hostname>a</hostname></host>";
            isMissing(() -> lan.update(NetworkChange.delete(Section.DNS_HOST, entry), Affect.CONFIG));
            lan.update(NetworkChange.addLast(Section.DNS_HOST, entry), Affect.CONFIG);
            isThere(() -> lan.update(NetworkChange.addLast(Section.DNS_HOST, entry), Affect.CONFIG));
        }
    }
}
