package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.AuthPolkit;
import dev.guestwire.protocol.remote.AuthSaslInit;
import dev.guestwire.protocol.remote.AuthSaslStart;
import dev.guestwire.protocol.remote.AuthSaslStep;
import dev.guestwire.protocol.remote.ConnectClose;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectGetUri;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.ConnectRegisterCloseCallback;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.ConnectUnregisterCloseCallback;
import java.util.List;
import java.util.Optional;

/** How far one connection has come, and what libvirtd says by itself meanwhile. For the connection's reader. */
final class Conversation {
    /** libvirt's VIR_DRV_FEATURE_PROGRAM_KEEPALIVE. */
    static final int KEEPALIVE = 10;

    private static final int LIBVIRT_9_0_0 = 9_000_000;
    private static final int FIRST_AUTH_CALL = 66;
    private static final int LAST_AUTH_CALL = 70;

    private final Traits traits;
    private boolean authenticated;
    private boolean opened;
    private boolean pings;
    private String uri = "test:///default";

    Conversation(Traits traits) {
        this.traits = traits;
        this.authenticated = traits.authTypes().contains(0);
    }

    /** {@return the refusal that the order of the calls demands} */
    Optional<Answer<?>> outOfOrder(Call<?> call) {
        boolean auth = call.number() >= FIRST_AUTH_CALL && call.number() <= LAST_AUTH_CALL && isRemote(call);
        if (!authenticated && !auth) {
            return Optional.of(Answer.error(Refusals.authenticationRequired()));
        }
        if (call instanceof ConnectOpen && opened) {
            opened = false;
            return Optional.of(Answer.error(Refusals.alreadyOpen()));
        }
        boolean early = call instanceof ConnectOpen
                || call instanceof ConnectClose
                || (call instanceof ConnectSupportsFeature ask && ask.feature() == KEEPALIVE);
        return opened || auth || early ? Optional.empty() : Optional.of(Answer.error(Refusals.notOpen()));
    }

    Answer<?> usualAnswer(Call<?> call) {
        return switch (call) {
            case AuthList ask -> Answer.of(new AuthList.Reply(traits.authTypes()));
            case AuthPolkit ask -> Answer.of(new AuthPolkit.Reply(1));
            case AuthSaslInit ask -> Answer.of(new AuthSaslInit.Reply("SCRAM-SHA-256,PLAIN"));
            case ConnectSupportsFeature ask ->
                Answer.of(new ConnectSupportsFeature.Reply(traits.features().contains(ask.feature()) ? 1 : 0));
            case ConnectOpen ask -> Answer.done();
            case ConnectClose ask -> Answer.done();
            case ConnectGetUri ask -> Answer.of(new ConnectGetUri.Reply(uri));
            case ConnectGetLibVersion ask -> Answer.of(new ConnectGetLibVersion.Reply(LIBVIRT_9_0_0));
            case ConnectRegisterCloseCallback ask -> Answer.done();
            case ConnectUnregisterCloseCallback ask -> Answer.done();
            default -> Answer.error(Refusals.unknownProcedure(call.number()));
        };
    }

    /** {@return whether the client has asked for pings, and was told that it gets them} */
    boolean wantsPings() {
        return pings;
    }

    /** Takes note of an answer that goes out. */
    void answered(Call<?> call, Answer<?> answer) {
        if (!answer.succeeds()) {
            return;
        }
        switch (call) {
            case AuthPolkit ask -> authenticated |= answer.payload().equals(Optional.of(new AuthPolkit.Reply(1)));
            case AuthSaslStart ask -> authenticated |= completes(answer);
            case AuthSaslStep ask -> authenticated |= completes(answer);
            case ConnectSupportsFeature ask ->
                pings |= ask.feature() == KEEPALIVE
                        && answer.payload().equals(Optional.of(new ConnectSupportsFeature.Reply(1)));
            case ConnectOpen ask -> {
                opened = true;
                String name = ask.name();
                uri = name == null || name.isEmpty() ? uri : name;
            }
            default -> {}
        }
    }

    private static boolean completes(Answer<?> answer) {
        return answer.payload()
                .filter(reply -> (reply instanceof AuthSaslStart.Reply start && start.complete() != 0)
                        || (reply instanceof AuthSaslStep.Reply step && step.complete() != 0))
                .isPresent();
    }

    private static boolean isRemote(Call<?> call) {
        return call.program() == Program.REMOTE;
    }

    /**
     * What a daemon is like when a client comes.
     *
     * @param authTypes libvirt's numbers: 0 none, 1 SASL, 2 polkit
     * @param features the numbers of the features it has
     */
    record Traits(List<Integer> authTypes, List<Integer> features) {}
}
