package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.GuestState.Reason;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.testkit.fake.FakeDaemon;
import dev.guestwire.testkit.fake.FakeGuests;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import org.junit.jupiter.api.Test;

/** The guests that the fake daemon can be given are enough for a program that looks at guests. */
class FakeGuestsTest {
    @Test
    void theyAreListedFoundAndObey(@FakeDaemon FakeLibvirtd daemon) {
        FakeGuests.of(daemon).running("web").paused("mail").off("db");
        try (Host host = Host.connect(daemon.uri())) {
            assertThat(host.guests()).extracting(Guest::name).containsExactly("db", "mail", "web");
            assertThat(host.guests(Flag.Filter.RUNNING)).extracting(Guest::name).containsExactly("web");
            assertThat(host.guests(Flag.Filter.INACTIVE))
                    .extracting(Guest::name)
                    .containsExactly("db");
            Guest db = host.guest("db");
            assertThat(host.guest(FakeGuests.uuid("db"))).isEqualTo(db);
            assertThat(db.id()).isEmpty();
            db.start();
            assertThat(db.id()).isPresent();
            db.suspend();
            assertThat(db.state().is(Reason.PAUSED_USER)).isTrue();
            db.resume();
            db.destroy();
            assertThat(db.state().is(Reason.SHUT_OFF_DESTROYED)).isTrue();
            assertThat(db.definition().name()).isEqualTo("db");
            assertThatExceptionOfType(WrongStateException.class).isThrownBy(db::suspend);
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> host.guest("nobody"));
            assertThat(host).hasToString("host " + daemon.uri());
            assertThat(host.storage()).hasToString("storage of host " + daemon.uri());
        }
    }
}
