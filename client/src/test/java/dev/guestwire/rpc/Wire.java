package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.transport.LibvirtUri;
import dev.guestwire.transport.SocketSearch;
import java.time.Duration;
import java.util.UUID;

/** What the tests of this room say and hear. */
final class Wire {
    static final Duration SOON = Duration.ofSeconds(60);
    static final Domain GUEST = new Domain("web-1", new UUID(1, 2), 1);
    static final DomainGetInfo INFO = new DomainGetInfo(GUEST);
    static final DomainGetInfo.Reply ANSWER = new DomainGetInfo.Reply(1, 2048, 1024, 2, 99);

    private Wire() {}

    /** {@return options without pings, so that a test's own packets are all there is} */
    static RpcOptions deadline(Duration deadline) {
        return new RpcOptions(deadline, Duration.ZERO, 5, 4, false, 1_000);
    }

    static RpcOptions pings(Duration interval, int count) {
        return new RpcOptions(SOON, interval, count, 4, false, 1_000);
    }

    static Lanes open(FakeLibvirtd daemon) {
        return open(daemon, deadline(SOON));
    }

    static Lanes open(FakeLibvirtd daemon, RpcOptions options) {
        return Lanes.open(LibvirtUri.parse(daemon.uri()), options);
    }

    /** {@return a lane that never grows beyond one connection} */
    static Lane narrowLane(FakeLibvirtd daemon) {
        LibvirtUri uri = LibvirtUri.parse(daemon.uri());
        Dialing dialing = new Dialing(uri, deadline(SOON), SocketSearch.ofThisProcess(), end -> {});
        Lane lane = new Lane(LaneKind.EVENTS, dialing);
        assertThat(lane.open(Deadline.of(SOON))).isTrue();
        return lane;
    }

    /** {@return a daemon that answers {@link #INFO}, and stops reading at five calls in flight as libvirtd does} */
    static FakeLibvirtd daemon() {
        return FakeLibvirtd.start().maxClientRequests().reply(DomainGetInfo.class, ANSWER);
    }

    static DomainGetInfo info(int number) {
        return new DomainGetInfo(new Domain("guest-" + number, new UUID(7, number), number));
    }
}
