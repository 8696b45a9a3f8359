package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;

/** Waiting for a guest's agent. */
record ConnectedAgent(Guest guest) {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

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

    private AgentChannel channel(Patience left) {
        var call = new DomainGetXmlDesc(guest.handle(), 0);
        return AgentChannel.of(Domain.parse(
                guest.host().call(call, left.left(LOOK).plus(AT_LEAST)).xml()));
    }
}
