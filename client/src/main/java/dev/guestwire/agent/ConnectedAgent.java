package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.HostEvent;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.Optional;

/** Waiting for a guest's agent. */
record ConnectedAgent(Guest guest) {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AT_LEAST = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    void await(Duration patience) throws InterruptedException {
        Patience left = Patience.of(patience);
        String subject = "Waiting for the agent of guest " + guest.name();
        try (Watch watch = new Watch(guest, GuestEvent.AgentChanged.class)) {
            while (true) {
                try {
                    AgentChannel channel = channel(left);
                    if (channel == AgentChannel.CONNECTED) {
                        return;
                    }
                    if (channel == AgentChannel.ABSENT) {
                        throw new JobNotCompletedException(
                                subject, Status.FAILED, "the guest has no channel for an agent", "definition");
                    }
                } catch (ConnectionLostException | DeadlineExceededException lost) {
                    // what comes next tells whether there is a new connection, or that time is up
                }
                watch.take(subject, left);
            }
        }
    }

    /** The daemon tells when the channel opens, and of nothing more: whether there is an answer only asking tells. */
    void awaitAnswer(Duration patience) throws InterruptedException {
        Patience left = Patience.of(patience);
        String subject = "Waiting for an answer of the agent of guest " + guest.name();
        try (Watch watch = new Watch(guest, GuestEvent.AgentChanged.class)) {
            while (true) {
                Optional<String> silence = silence(left);
                if (silence.isEmpty()) {
                    return;
                }
                if (left.isOver()) {
                    throw new JobNotCompletedException(
                            subject,
                            Status.STILL_RUNNING,
                            "it has not answered within " + left + "; the last attempt: " + silence.get(),
                            "guest-ping");
                }
                Optional<HostEvent> event = watch.next(left.left(PAUSE));
                if (event.isPresent() && event.get() instanceof HostEvent.ConnectionClosed last) {
                    throw Watch.ended(subject, last);
                }
            }
        }
    }

    /** {@return why the agent did not answer; empty if it did} */
    private Optional<String> silence(Patience left) {
        Duration wait = left.left(ANSWER);
        AgentTimeout timeout = AgentTimeout.of(wait.compareTo(AT_LEAST) < 0 ? AT_LEAST : wait);
        try {
            guest.agent()
                    .command(
                            GuestAgent.PING,
                            timeout,
                            Optional.of(left.left(LOOK).plus(AT_LEAST)));
            return Optional.empty();
        } catch (AgentUnavailableException | OperationTimedOutException silent) {
            return Optional.of(String.valueOf(silent.getMessage()));
        } catch (ConnectionLostException | DeadlineExceededException lost) {
            // what comes next tells whether there is a new connection, or that time is up
            return Optional.of(String.valueOf(lost.getMessage()));
        }
    }

    private AgentChannel channel(Patience left) {
        var call = new DomainGetXmlDesc(guest.handle(), 0);
        return AgentChannel.of(Domain.parse(
                guest.host().call(call, left.left(LOOK).plus(AT_LEAST)).xml()));
    }
}
