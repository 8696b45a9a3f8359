package dev.guestwire;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainLookupByName;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** A host that is a fake daemon, with one guest. */
public final class FakeHost implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(60);
    public static final UUID UUID_OF_WEB = UUID.fromString("3c8a7f4e-0d4f-4f60-9a39-0f9c5a3b7d01");

    /** How our calls name the guest. */
    public static final Domain WEB = new Domain("web", UUID_OF_WEB, -1);

    /** How a daemon names it while it is active. */
    public static final Domain ACTIVE_WEB = new Domain("web", UUID_OF_WEB, 7);

    public final FakeLibvirtd daemon = FakeLibvirtd.start();
    public final Host host;
    public final Guest web;

    public FakeHost() {
        this(HostOptions.defaults());
    }

    public FakeHost(HostOptions options) {
        daemon.reply(DomainLookupByName.class, new DomainLookupByName.Reply(ACTIVE_WEB));
        host = Host.connect(daemon.uri(), options);
        web = host.guest("web");
    }

    /** {@return the one call of a class that an action sends} */
    public <R extends XdrValue, C extends Call<R>> C sent(Class<C> type, R reply, Runnable action) {
        daemon.reply(type, reply);
        action.run();
        return daemon.calls(type).getLast();
    }

    /** {@return what an action makes of a reply} */
    public <R extends XdrValue, C extends Call<R>, T> T told(Class<C> type, R reply, Supplier<T> action) {
        daemon.reply(type, reply);
        return action.get();
    }

    /** Has the daemon say no to a class of calls. */
    public <R extends XdrValue, C extends Call<R>> void refuse(Class<C> type, RemoteError error) {
        daemon.on(type, call -> Answer.error(error));
    }

    @Override
    public void close() {
        host.close();
        daemon.close();
    }
}
