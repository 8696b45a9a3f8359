package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;

/** Waiting for a guest's agent. */
record ConnectedAgent(Guest guest) {
    void await(Duration patience) throws InterruptedException {
        Patience left = Patience.of(patience);
        String subject = "Waiting for the agent of guest " + guest.name();
        try (Watch watch = new Watch(guest, GuestEvent.AgentChanged.class)) {
            while (true) {
                try {
                    AgentChannel channel = guest.agent().channel();
                    if (channel == AgentChannel.CONNECTED) {
                        return;
                    }
                    if (channel == AgentChannel.ABSENT) {
                        throw new JobNotCompletedException(
                                subject, Status.FAILED, "the guest has no channel for an agent", "definition");
                    }
                } catch (ConnectionLostException lost) {
                    // what comes next tells whether there is a new one
                }
                watch.take(subject, left);
            }
        }
    }
}
