package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.UUID_OF_WEB;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectGetCapabilities;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectGetType;
import dev.guestwire.protocol.remote.ConnectGetUri;
import dev.guestwire.protocol.remote.ConnectGetVersion;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainCreateXml;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainGetMaxVcpus;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainLookupById;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainOpenConsole;
import dev.guestwire.protocol.remote.DomainOpenGraphics;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.protocol.remote.NodeGetInfo;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of a host says to the daemon, and what it makes of the answer. */
class HostCallsTest {
    private static final Domain MAIL = new Domain("mail", new UUID(1, 2), -1);

    private final FakeHost fake = new FakeHost();
    private final Host host = fake.host;

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void whatTheHostTells() {
        assertThat(fake.told(ConnectGetUri.class, new ConnectGetUri.Reply("qemu:///system"), host::uri))
                .isEqualTo("qemu:///system");
        assertThat(fake.told(ConnectGetHostname.class, new ConnectGetHostname.Reply("host-a"), host::hostname))
                .isEqualTo("host-a");
        assertThat(fake.told(
                        ConnectGetLibVersion.class, new ConnectGetLibVersion.Reply(9_001_002), host::libvirtVersion))
                .isEqualTo(new Version(9, 1, 2));
        assertThat(fake.told(ConnectGetVersion.class, new ConnectGetVersion.Reply(7_002_017), host::hypervisorVersion))
                .isEqualTo(new Version(7, 2, 17));
        assertThat(fake.told(ConnectGetType.class, new ConnectGetType.Reply("QEMU"), host::hypervisorType))
                .isEqualTo("QEMU");
        assertThat(fake.told(
                        ConnectGetCapabilities.class,
                        new ConnectGetCapabilities.Reply("<capabilities/>"),
                        host::capabilitiesXml))
                .isEqualTo("<capabilities/>");
        assertThat(fake.told(
                        NodeGetInfo.class, new NodeGetInfo.Reply("x86_64", 8, 16, 2400, 1, 2, 4, 2), host::hardware))
                .isEqualTo(new Hardware("x86_64", 8, 16, 2400, 1, 2, 4, 2));
    }

    @Test
    void aReadOnlyHostSaysSoWhenItOpens() {
        try (FakeHost looking = new FakeHost(HostOptions.defaults().readOnly())) {
            assertThat(looking.host.isReadOnly()).isTrue();
            assertThat(looking.daemon.calls(ConnectOpen.class))
                    .extracting(ConnectOpen::flags)
                    .containsExactly(1);
        }
        assertThat(host.isReadOnly()).isFalse();
        assertThat(fake.daemon.calls(ConnectOpen.class))
                .extracting(ConnectOpen::flags)
                .containsExactly(0);
    }

    @Test
    void guestsAreListedByFilter() {
        ConnectListAllDomains.Reply reply = new ConnectListAllDomains.Reply(List.of(ACTIVE_WEB, MAIL), 2);
        assertThat(fake.told(ConnectListAllDomains.class, reply, () -> host.guests()))
                .extracting(Guest::handle)
                .containsExactly(WEB, MAIL);
        assertThat(fake.sent(
                        ConnectListAllDomains.class,
                        reply,
                        () -> host.guests(Flag.Filter.ACTIVE, Flag.Filter.HAS_SNAPSHOT)))
                .isEqualTo(new ConnectListAllDomains(1, 1 | 4096));
        assertThat(fake.daemon.calls(ConnectListAllDomains.class)).first().isEqualTo(new ConnectListAllDomains(1, 0));
    }

    @Test
    void guestsAreLookedUp() {
        assertThat(fake.sent(DomainLookupByName.class, new DomainLookupByName.Reply(WEB), () -> host.guest("web")))
                .isEqualTo(new DomainLookupByName("web"));
        assertThat(fake.sent(
                        DomainLookupByUuid.class, new DomainLookupByUuid.Reply(WEB), () -> host.guest(UUID_OF_WEB)))
                .isEqualTo(new DomainLookupByUuid(UUID_OF_WEB));
        assertThat(fake.sent(DomainLookupById.class, new DomainLookupById.Reply(WEB), () -> host.guest(7)))
                .isEqualTo(new DomainLookupById(7));
    }

    @Test
    void findingTellsMissingFromFailing() {
        fake.daemon.on(DomainLookupByName.class, call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no"));
        fake.daemon.on(DomainLookupById.class, call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no"));
        fake.daemon.on(
                DomainLookupByUuid.class, call -> Answer.error(ErrorCode.ACCESS_DENIED, ErrorDomain.ACCESS, "go away"));
        assertThat(host.findGuest("web")).isEmpty();
        assertThat(host.findGuest(7)).isEmpty();
        assertThatThrownBy(() -> host.guest("web")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> host.findGuest(UUID_OF_WEB))
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        denied -> assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
    }

    @Test
    void defineAndCreate() {
        assertThat(fake.sent(
                        DomainDefineXmlFlags.class,
                        new DomainDefineXmlFlags.Reply(MAIL),
                        () -> host.define("<domain/>", Flag.Define.VALIDATE)))
                .isEqualTo(new DomainDefineXmlFlags("<domain/>", 1));
        assertThat(host.define("<domain/>").handle()).isEqualTo(MAIL);
        assertThat(fake.daemon.calls(DomainDefineXmlFlags.class))
                .last()
                .isEqualTo(new DomainDefineXmlFlags("<domain/>", 0));
        assertThat(fake.sent(
                        DomainCreateXml.class,
                        new DomainCreateXml.Reply(MAIL),
                        () -> host.create("<domain/>", Flag.Start.AUTODESTROY, Flag.Start.VALIDATE)))
                .isEqualTo(new DomainCreateXml("<domain/>", 2 | 16));
        assertThat(host.create("<domain/>").handle()).isEqualTo(MAIL);
    }

    @Test
    void statesOfAllGuestsAreOneCall() {
        ConnectGetAllDomainStats.Reply reply = new ConnectGetAllDomainStats.Reply(List.of(
                new DomainStatsRecord(
                        ACTIVE_WEB, List.of(TypedParam.ofInt("state.state", 1), TypedParam.ofInt("state.reason", 2))),
                new DomainStatsRecord(
                        MAIL, List.of(TypedParam.ofInt("state.state", 5), TypedParam.ofInt("state.reason", 99)))));
        Map<Guest, GuestState> states = fake.told(ConnectGetAllDomainStats.class, reply, host::states);
        assertThat(states)
                .containsExactly(
                        Map.entry(fake.web, GuestState.of(1, 2)),
                        Map.entry(new Guest(host, MAIL), GuestState.of(5, 99)));
        assertThat(fake.daemon.calls(ConnectGetAllDomainStats.class))
                .containsExactly(new ConnectGetAllDomainStats(List.of(), 1, 0));
    }

    @Test
    void guestsThatVanishAreLeftOutOfTheDocuments() {
        Domain gone = new Domain("gone", new UUID(3, 4), -1);
        fake.daemon.reply(
                ConnectListAllDomains.class, new ConnectListAllDomains.Reply(List.of(ACTIVE_WEB, gone, MAIL), 3));
        fake.daemon.on(
                DomainGetXmlDesc.class,
                call -> call.dom().equals(gone)
                        ? Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "gone")
                        : Answer.of(new DomainGetXmlDesc.Reply(
                                "<domain>" + call.dom().name() + "</domain>")));
        try (Stream<Host.Description> descriptions = host.xmlDescriptions(Flag.Xml.SECURE)) {
            assertThat(descriptions)
                    .containsExactly(
                            new Host.Description(fake.web, "<domain>web</domain>"),
                            new Host.Description(new Guest(host, MAIL), "<domain>mail</domain>"));
        }
        assertThat(fake.daemon.calls(DomainGetXmlDesc.class))
                .extracting(DomainGetXmlDesc::flags)
                .containsExactly(1, 1, 1);
    }

    @Test
    void aRefusedDocumentEndsTheStream() {
        fake.daemon.on(
                DomainGetXmlDesc.class, call -> Answer.error(ErrorCode.ACCESS_DENIED, ErrorDomain.ACCESS, "go away"));
        try (Stream<Host.Description> descriptions = host.xmlDescriptions(List.of(fake.web))) {
            assertThatThrownBy(descriptions::toList)
                    .isInstanceOf(CallFailedException.class)
                    .hasMessageContaining("web");
        }
    }

    @Test
    void aStreamOfDocumentsMayBeLeftHalfRead() {
        List<Guest> many = IntStream.range(0, 100)
                .mapToObj(i -> new Guest(host, new Domain("guest" + i, new UUID(5, i), -1)))
                .toList();
        fake.daemon.on(
                DomainGetXmlDesc.class,
                call -> Answer.of(new DomainGetXmlDesc.Reply(call.dom().name())));
        try (Stream<Host.Description> descriptions = host.xmlDescriptions(many)) {
            assertThat(descriptions.limit(2).map(Host.Description::xml)).containsExactly("guest0", "guest1");
        }
        assertThat(many.get(99).xmlDescription()).isEqualTo("guest99");
        assertThat(fake.daemon.calls(DomainGetXmlDesc.class)).hasSizeLessThan(50);
    }

    @Test
    void aDescriptionDoesNotPrintItsDocument() {
        assertThat(new Host.Description(fake.web, "<domain><secret/></domain>").toString())
                .doesNotContain("secret");
    }

    @Test
    void anyCallMayBeMade() {
        DomainGetMaxVcpus call = new DomainGetMaxVcpus(WEB);
        assertThat(fake.told(DomainGetMaxVcpus.class, new DomainGetMaxVcpus.Reply(4), () -> host.call(call))
                        .num())
                .isEqualTo(4);
        fake.daemon.on(DomainGetMaxVcpus.class, asked -> Answer.never());
        assertThatThrownBy(() -> host.call(call, Duration.ofMillis(50))).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void theDeadlineOfTheOptionsIsKept() {
        try (FakeHost hasty = new FakeHost(HostOptions.defaults().deadline(Duration.ofMillis(900)))) {
            hasty.daemon.on(DomainGetMaxVcpus.class, asked -> Answer.never());
            assertThatThrownBy(() -> hasty.host.call(new DomainGetMaxVcpus(WEB)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("900 ms");
        }
    }

    @Test
    void aCallTheDaemonDoesNotKnowIsUnsupported() {
        assertThatThrownBy(() -> host.call(new DomainGetMaxVcpus(WEB))).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void callsThatThisReleaseCannotCarryAreRefusedUnsent() {
        int before = fake.daemon.calls().size();
        assertThatThrownBy(() -> host.call(new DomainOpenConsole(WEB, null, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stream");
        assertThatThrownBy(() -> host.call(new DomainOpenGraphics(WEB, 0, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("file descriptors");
        assertThat(fake.daemon.calls()).hasSize(before);
    }

    @Test
    void namesThatCannotBeSentAreRefused() {
        assertThatThrownBy(() -> host.guest("we\0b")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> host.define("x".repeat(5_000_000))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> host.guest(nothing()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("DomainLookupByName cannot be sent: name must not be null");
        assertThatThrownBy(() -> Host.connect(nothing())).hasMessageStartingWith("The URI is null");
        assertThatThrownBy(() -> Host.connect("qemu+carrier-pigeon:///system"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("carrier-pigeon");
    }

    /** As a program without a check for nulls passes it. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void aliveUntilClosedOrLost() throws InterruptedException {
        assertThat(host.isAlive()).isTrue();
        CountDownLatch ended = new CountDownLatch(1);
        try (Subscription watching = host.onClose(closed -> ended.countDown())) {
            fake.daemon.kill();
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(host.isAlive()).isFalse();
        assertThatThrownBy(host::hostname).isInstanceOf(ConnectionLostException.class);
    }
}
