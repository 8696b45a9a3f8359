package dev.guestwire.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.GuestEvent.ChannelState;
import dev.guestwire.RunningGuest;
import dev.guestwire.agent.GuestAgent.HostnameSource;
import dev.guestwire.agent.GuestDetails.Group;
import dev.guestwire.agent.InterfaceAddresses.Source;
import dev.guestwire.agent.TimeSync.Outcome;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real agent in a guest that QEMU runs. The last tests take the agent away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealAgentTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String PING = "{\"execute\":\"guest-ping\"}";

    @LibvirtHost
    static Lab lab;

    private static RunningGuest running;
    private static Guest guest;
    private static GuestAgent agent;

    @BeforeAll
    static void boot() throws InterruptedException {
        running = RunningGuest.boot(lab, lab.guest("web").qcow2Disk(64));
        guest = running.guest;
        agent = guest.agent();
    }

    @AfterAll
    static void close() {
        running.close();
    }

    /** Runs a shell command in the guest; returns when it has ended, with what it printed. */
    private static String inGuest(String shell) {
        String path = "{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"" + shell + "\"],\"capture-output\":true}";
        String started = agent.command("{\"execute\":\"guest-exec\",\"arguments\":" + path + "}")
                .orElseThrow();
        String status = "{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":" + number(started, "pid") + "}}";
        Instant end = Instant.now().plus(A_MINUTE);
        while (Instant.now().isBefore(end)) {
            String told = agent.command(status).orElseThrow();
            if (told.contains("\"exited\":true")) {
                Matcher output = Pattern.compile("\"out-data\":\"([^\"]*)\"").matcher(told);
                return output.find() ? new String(Base64.getDecoder().decode(output.group(1)), UTF_8).trim() : "";
            }
        }
        throw new AssertionError("it did not end: " + shell);
    }

    private static String number(String json, String name) {
        Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
        assertThat(number.find()).as(json).isTrue();
        return number.group(1);
    }

    private static void assertThatGuestsClockIsRight() {
        assertThat(Duration.between(agent.time(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @Order(1)
    void rawCommands() {
        assertThat(agent.command(PING)).contains("{\"return\":{}}");
        assertThat(agent.command(PING, AgentTimeout.BLOCK)).contains("{\"return\":{}}");
        assertThat(agent.command(PING, AgentTimeout.of(A_MINUTE))).contains("{\"return\":{}}");
        assertThat(inGuest("echo hello; hostname")).isEqualTo("hello\nguest");
        assertThatThrownBy(() -> agent.command("{\"execute\":\"guest-dance\"}"))
                .isInstanceOf(CallFailedException.class);
    }

    @Test
    @Order(2)
    void theChannelIsOpen() {
        assertThat(agent.channel()).isEqualTo(AgentChannel.CONNECTED);
    }

    @Test
    @Order(3)
    void aWrongClockIsPutRight() {
        Instant past = Instant.parse("2020-02-02T02:02:02.123456789Z");
        agent.time(past);
        assertThat(agent.time()).isBetween(past, past.plus(A_MINUTE));
        assertThat(agent.syncTime().outcome()).isEqualTo(Outcome.SYNCED);
        assertThatGuestsClockIsRight();

        inGuest("date -s 2021-01-01");
        assertThat(agent.time()).isBefore(Instant.parse("2021-01-02T00:00:00Z"));
        assertThat(agent.syncTimeFromRtc().outcome()).isEqualTo(Outcome.SYNCED);
        assertThatGuestsClockIsRight();
    }

    @Test
    @Order(4)
    void passwordsArriveInTheGuest() {
        agent.userPassword("root", "hunter2");
        String shadow = inGuest("cat /etc/shadow");
        assertThat(shadow).startsWith("root:$6$").doesNotContain("hunter2");
        agent.userPasswordHash("root", "$6$salt$0123456789");
        assertThat(inGuest("cat /etc/shadow")).startsWith("root:$6$salt$0123456789:");
        assertThatThrownBy(() -> agent.userPassword("nobody", "x")).isInstanceOf(CallFailedException.class);
    }

    @Test
    @Order(5)
    void frozenFilesystemsAreCountedAndThawed() {
        assertThat(agent.freeze()).isEqualTo(1);
        try {
            assertThatThrownBy(() -> agent.time())
                    .as("a frozen guest does nothing else")
                    .isInstanceOf(CallFailedException.class);
            assertThatThrownBy(() -> agent.freeze()).isInstanceOf(CallFailedException.class);
        } finally {
            assertThat(agent.thaw()).isEqualTo(1);
        }
        assertThat(agent.thaw()).as("none is frozen").isZero();
        assertThat(agent.freeze("/mnt")).isEqualTo(1);
        assertThatThrownBy(() -> agent.thaw("/mnt")).isInstanceOf(UnsupportedException.class);
        assertThat(agent.thaw()).isEqualTo(1);

        assertThat(agent.whileFrozen(() -> agent.command("{\"execute\":\"guest-fsfreeze-status\"}")))
                .contains("{\"return\":\"frozen\"}");
        assertThat(agent.command("{\"execute\":\"guest-fsfreeze-status\"}")).contains("{\"return\":\"thawed\"}");
    }

    @Test
    @Order(6)
    void filesystems() {
        assertThat(agent.filesystems()).contains(new MountedFilesystem("/mnt", "vda", "ext4", List.of("vda")));
        agent.trim();
        assertThatThrownBy(() -> agent.trim("/mnt", 0)).isInstanceOf(UnsupportedException.class);
    }

    @Test
    @Order(7)
    void addressesAndNames() {
        inGuest("ifconfig lo 127.0.0.1 up");
        assertThat(agent.interfaceAddresses(Source.AGENT)).anySatisfy(lo -> {
            assertThat(lo.name()).isEqualTo("lo");
            assertThat(lo.addresses()).anySatisfy(address -> {
                assertThat(address.family().is(InterfaceAddresses.Family.IPV4)).isTrue();
                assertThat(address.address()).isEqualTo("127.0.0.1");
                assertThat(address.prefix()).isEqualTo(8);
            });
        });
        assertThat(agent.hostname(HostnameSource.AGENT)).isEqualTo("guest");
    }

    @Test
    @Order(8)
    void detailsOfAllGroups() {
        GuestDetails all = agent.details();
        assertThat(all.hostname()).contains("guest");
        assertThat(all.operatingSystem().orElseThrow().kernelRelease().orElseThrow())
                .isEqualTo(inGuest("uname -r"));
        assertThat(all.operatingSystem().orElseThrow().machine()).contains("x86_64");
        assertThat(all.timezone().orElseThrow().offset()).contains(Duration.ZERO);
        assertThat(all.filesystems()).anySatisfy(mounted -> {
            assertThat(mounted.mountPoint()).isEqualTo("/mnt");
            assertThat(mounted.type()).isEqualTo("ext4");
            assertThat(mounted.totalBytes().orElseThrow()).isBetween(30L << 20, 64L << 20);
            assertThat(mounted.disks())
                    .anySatisfy(disk -> assertThat(disk.target()).contains("vda"));
        });
        assertThat(all.disks()).anySatisfy(disk -> {
            assertThat(disk.name()).isEqualTo("/dev/vda");
            assertThat(disk.target()).contains("vda");
            assertThat(disk.isPartition()).isFalse();
        });
        assertThat(all.interfaces()).anySatisfy(lo -> assertThat(lo.name()).isEqualTo("lo"));
        assertThat(all.users()).isEmpty();
        assertThat(all.others().list())
                .as("what a later libvirt or agent may tell besides")
                .noneMatch(other ->
                        other.field().startsWith("os.") || other.field().startsWith("timezone."));

        GuestDetails one = agent.details(Group.HOSTNAME);
        assertThat(one.hostname()).contains("guest");
        assertThat(one.operatingSystem()).isEmpty();
        assertThat(one.filesystems()).isEmpty();
    }

    @Test
    @Order(9)
    void sshKeys() {
        agent.addSshKeys("root", List.of("ssh-ed25519 AAAA a", "ssh-ed25519 BBBB b"));
        agent.addSshKeys("root", List.of("ssh-ed25519 CCCC c"));
        assertThat(agent.sshKeys("root"))
                .containsExactlyInAnyOrder("ssh-ed25519 AAAA a", "ssh-ed25519 BBBB b", "ssh-ed25519 CCCC c");
        agent.removeSshKeys("root", List.of("ssh-ed25519 BBBB b"));
        assertThat(agent.sshKeys("root")).containsExactlyInAnyOrder("ssh-ed25519 AAAA a", "ssh-ed25519 CCCC c");
        agent.replaceSshKeys("root", List.of("ssh-ed25519 DDDD d"));
        assertThat(agent.sshKeys("root")).containsExactly("ssh-ed25519 DDDD d");
        assertThat(inGuest("cat /root/.ssh/authorized_keys")).isEqualTo("ssh-ed25519 DDDD d");
    }

    @Test
    @Order(10)
    void anAgentThatStandsStill() {
        agent.responseTimeout(AgentTimeout.of(Duration.ofSeconds(1)));
        String nap = "(usleep 300000; killall -STOP qemu-ga; sleep 3; killall -CONT qemu-ga) >/dev/null 2>&1 &";
        inGuest(nap);
        TimeSync sync = awaitOutcome(Outcome.AGENT_UNRESPONSIVE);
        assertThat(sync.refusal().orElseThrow()).isInstanceOf(AgentUnavailableException.class);
        assertThat(agent.channel()).as("it only does not answer").isEqualTo(AgentChannel.CONNECTED);
        awaitOutcome(Outcome.SYNCED);
        agent.responseTimeout(AgentTimeout.DEFAULT);
    }

    private static TimeSync awaitOutcome(Outcome outcome) {
        Instant end = Instant.now().plus(A_MINUTE);
        while (Instant.now().isBefore(end)) {
            TimeSync sync = agent.syncTime();
            if (sync.outcome() == outcome) {
                return sync;
            }
        }
        throw new AssertionError("never " + outcome);
    }

    @Test
    @Order(11)
    void aSuspendedGuestIsAnErrorAndNotASilentAgent() {
        guest.suspend();
        try {
            assertThatThrownBy(agent::syncTime)
                    .isInstanceOfSatisfying(
                            WrongStateException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OPERATION_INVALID));
        } finally {
            guest.resume();
        }
    }

    @Test
    @Order(12)
    void anAgentThatIsGone() throws InterruptedException {
        try {
            agent.command(
                    "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/killall\",\"arg\":[\"qemu-ga\"]}}",
                    AgentTimeout.of(Duration.ofSeconds(5)));
        } catch (AgentUnavailableException itDiedBeforeItAnswered) {
            assertThat(itDiedBeforeItAnswered.guest()).contains("web");
        }
        ChannelState state;
        do {
            state = running.events
                    .next(GuestEvent.AgentChanged.class, A_MINUTE)
                    .state()
                    .value();
        } while (state != ChannelState.DISCONNECTED);
        assertThat(agent.channel()).isEqualTo(AgentChannel.DISCONNECTED);
        assertThat(agent.syncTime().outcome()).isEqualTo(Outcome.AGENT_UNRESPONSIVE);
        assertThatThrownBy(() -> agent.freeze()).isInstanceOf(AgentUnavailableException.class);
    }

    @Test
    @Order(13)
    void aGuestWithoutAnAgent() {
        guest.destroy();
        assertThat(agent.channel()).isEqualTo(AgentChannel.UNKNOWN);
        assertThatThrownBy(agent::syncTime).isInstanceOf(WrongStateException.class);

        guest.redefine(definition -> dev.guestwire.xml.domain.Domain.parse(
                definition.xml().toXml().replaceAll("(?s)<channel.*?</channel>", "")));
        guest.start();
        assertThat(agent.channel()).isEqualTo(AgentChannel.ABSENT);
        assertThat(agent.syncTime().outcome()).isEqualTo(Outcome.NO_AGENT);
        assertThatThrownBy(() -> agent.time()).isInstanceOf(UnsupportedException.class);
        guest.destroy();
    }
}
