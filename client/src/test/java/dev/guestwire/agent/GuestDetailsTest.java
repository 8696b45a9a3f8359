package dev.guestwire.agent;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.FakeHost;
import dev.guestwire.agent.GuestDetails.Group;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetGuestInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an agent tells of its guest. */
class GuestDetailsTest {
    private static final TypedParam[] MACHINE = {
        TypedParam.ofUint("fs.count", 1),
        TypedParam.ofText("fs.0.mountpoint", "/"),
        TypedParam.ofText("fs.0.name", "vda1"),
        TypedParam.ofText("fs.0.fstype", "ext4"),
        TypedParam.ofUllong("fs.0.total-bytes", 1L << 40),
        TypedParam.ofUint("fs.0.disk.count", 1),
        TypedParam.ofText("fs.0.disk.0.alias", "vda"),
        TypedParam.ofText("fs.0.disk.0.device", "/dev/vda1"),
        TypedParam.ofUint("disk.count", 1),
        TypedParam.ofText("disk.0.name", "/dev/vda1"),
        TypedParam.ofBoolean("disk.0.partition", true),
        TypedParam.ofUint("disk.0.dependency.count", 1),
        TypedParam.ofText("disk.0.dependency.0.name", "/dev/vda"),
        TypedParam.ofText("disk.0.guest_alias", "root"),
        TypedParam.ofUint("if.count", 1),
        TypedParam.ofText("if.0.name", "eth0"),
        TypedParam.ofText("if.0.hwaddr", "52:54:00:00:00:01"),
        TypedParam.ofUint("if.0.addr.count", 1),
        TypedParam.ofText("if.0.addr.0.type", "ipv4"),
        TypedParam.ofText("if.0.addr.0.addr", "10.0.0.7"),
        TypedParam.ofUint("if.0.addr.0.prefix", 24)
    };

    private final FakeHost fake = new FakeHost();

    @AfterEach
    void close() {
        fake.close();
    }

    private GuestDetails told(TypedParam... params) {
        return fake.told(
                DomainGetGuestInfo.class,
                new DomainGetGuestInfo.Reply(List.of(params)),
                () -> fake.web.agent().details());
    }

    @Test
    void groupsAreFlags() {
        DomainGetGuestInfo.Reply nothing = new DomainGetGuestInfo.Reply(List.of());
        GuestAgent agent = fake.web.agent();
        assertThat(fake.sent(DomainGetGuestInfo.class, nothing, () -> agent.details()))
                .isEqualTo(new DomainGetGuestInfo(WEB, 0, 0));
        int bit = 1;
        for (Group group : Group.values()) {
            assertThat(fake.sent(DomainGetGuestInfo.class, nothing, () -> agent.details(group)))
                    .isEqualTo(new DomainGetGuestInfo(WEB, bit, 0));
            bit <<= 1;
        }
        assertThat(Group.INTERFACES.bit()).isEqualTo(64);
        assertThat(fake.sent(DomainGetGuestInfo.class, nothing, () -> agent.details(Group.USERS, Group.DISKS)))
                .isEqualTo(new DomainGetGuestInfo(WEB, 33, 0));
    }

    @Test
    void nothingIsNothing() {
        assertThat(told())
                .isEqualTo(new GuestDetails(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        TypedParams.NONE));
    }

    @Test
    void usersSystemTimezoneAndName() {
        GuestDetails details = told(
                TypedParam.ofUint("user.count", 1),
                TypedParam.ofText("user.0.name", "root"),
                TypedParam.ofUllong("user.0.login-time", 1_700_000_000_123L),
                TypedParam.ofText("os.id", "debian"),
                TypedParam.ofText("os.kernel-release", "6.1.0"),
                TypedParam.ofText("timezone.name", "EST"),
                TypedParam.ofInt("timezone.offset", -18_000),
                TypedParam.ofText("hostname", "web"),
                TypedParam.ofDouble("load.1m", 0.25));
        assertThat(details.users())
                .containsExactly(new GuestDetails.User(
                        "root", Optional.empty(), Optional.of(Instant.ofEpochMilli(1_700_000_000_123L))));
        assertThat(details.operatingSystem().orElseThrow().id()).contains("debian");
        assertThat(details.operatingSystem().orElseThrow().kernelRelease()).contains("6.1.0");
        assertThat(details.operatingSystem().orElseThrow().name()).isEmpty();
        assertThat(details.timezone())
                .contains(new GuestDetails.Timezone(Optional.of("EST"), Optional.of(Duration.ofHours(-5))));
        assertThat(details.hostname()).contains("web");
        assertThat(details.load().orElseThrow().oneMinute()).isEqualTo(0.25);
        assertThat(details.others()).isEqualTo(TypedParams.NONE);
    }

    @Test
    void filesystemsDisksAndInterfaces() {
        GuestDetails details = told(MACHINE);
        GuestDetails.FilesystemDisk vda =
                new GuestDetails.FilesystemDisk(Optional.of("vda"), Optional.empty(), Optional.of("/dev/vda1"));
        assertThat(details.filesystems())
                .containsExactly(new GuestDetails.Filesystem(
                        "/", "vda1", "ext4", OptionalLong.of(1L << 40), OptionalLong.empty(), List.of(vda)));
        assertThat(details.disks())
                .containsExactly(new GuestDetails.Disk(
                        "/dev/vda1",
                        true,
                        List.of("/dev/vda"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("root")));
        assertThat(details.interfaces())
                .containsExactly(new GuestDetails.Interface(
                        "eth0",
                        Optional.of("52:54:00:00:00:01"),
                        List.of(new GuestDetails.Address("ipv4", "10.0.0.7", 24))));
        assertThat(details.others()).isEqualTo(TypedParams.NONE);
    }

    @Test
    void whatIsUnknownIsKept() {
        TypedParam bus = TypedParam.ofText("disk.0.guest_bus", "virtio");
        TypedParam mood = TypedParam.ofInt("mood", 7);
        GuestDetails details = told(TypedParam.ofText("disk.0.name", "/dev/vda"), bus, mood);
        assertThat(details.disks()).hasSize(1);
        assertThat(details.others().list()).containsExactly(bus, mood);
    }
}
