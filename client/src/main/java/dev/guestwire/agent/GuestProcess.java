package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that the agent runs in a guest. The agent keeps how it ended until somebody has asked, once, and forgets it when
 * the agent itself ends. It cannot be stopped this way.
 *
 * @param guest the guest
 * @param pid its number in the guest
 */
public record GuestProcess(Guest guest, long pid) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_QUESTION = Duration.ofSeconds(1);

    static GuestProcess start(Guest guest, GuestCommand command) {
        Json answer = ask(guest, "guest-exec", command.toJson(), Optional.empty());
        long pid = answer.findLong("pid").orElseThrow(() -> unclear(guest, "guest-exec"));
        return new GuestProcess(guest, pid);
    }

    /**
     * {@return how it ended, if it has: the agent's {@code guest-exec-status}} Who is told, is the only one.
     *
     * @throws dev.guestwire.error.CallFailedException if the agent knows of no such process, or it printed more than about
     *     3 MB, which does not fit into libvirt's answer and is lost
     */
    public Optional<GuestExit> findExit() {
        return findExit(Optional.empty());
    }

    private Optional<GuestExit> findExit(Optional<Duration> deadline) {
        Json number = new Json.Members(Map.of("pid", new Json.Word(Long.toString(pid))));
        Json answer = ask(guest, "guest-exec-status", number, deadline);
        if (answer.isTrue("exited")) {
            return Optional.of(exit(answer));
        }
        if (answer.find("exited").isEmpty()) {
            throw unclear(guest, "guest-exec-status");
        }
        return Optional.empty();
    }

    private GuestExit exit(Json answer) {
        try {
            return GuestExit.of(answer);
        } catch (IllegalArgumentException noBase64) {
            throw unclear(guest, "guest-exec-status");
        }
    }

    /**
     * Waits for its end. Agents tell of no ends, so it asks again and again, every half a second at last; also while the agent
     * cannot be asked for a while: it does not answer or is busy, or the guest is paused.
     *
     * @param patience how long at most; it goes on in the guest if it has not ended by then. A last question may take a second
     *     more, as the agent tells the end only once
     * @throws JobNotCompletedException STILL_RUNNING if it did not end in time, or nobody could be asked; UNKNOWN if the guest
     *     is off, or the agent no longer knows the process
     */
    public GuestExit await(Duration patience) throws InterruptedException {
        Patience left = Patience.of(patience);
        Duration pause = FIRST_PAUSE;
        while (true) {
            String trouble = "it did not end within " + left;
            try {
                Optional<GuestExit> exit = findExit(Optional.of(left.left().plus(LAST_QUESTION)));
                if (exit.isPresent()) {
                    return exit.get();
                }
            } catch (AgentUnavailableException | BusyException | OperationTimedOutException passing) {
                trouble += ", and the agent could not be asked: " + passing.getMessage();
            } catch (WrongStateException paused) {
                requireActive(paused);
                trouble += ", and the guest is paused: " + paused.getMessage();
            } catch (DeadlineExceededException silent) {
                trouble += ", and the last question has no answer: " + silent.getMessage();
            }
            if (left.isOver()) {
                throw notEnded(Status.STILL_RUNNING, trouble);
            }
            TimeUnit.NANOSECONDS.sleep(left.left(pause).toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** A paused guest goes on some day; one that is off has ended the process with itself. */
    private void requireActive(WrongStateException refused) {
        if (!guest.isActive()) {
            throw notEnded(Status.UNKNOWN, "the guest is off: " + refused.getMessage());
        }
    }

    private JobNotCompletedException notEnded(Status status, String reason) {
        return new JobNotCompletedException("Process " + pid + " in guest " + guest.name(), status, reason, "agent");
    }

    private static Json ask(Guest guest, String command, Json arguments, Optional<Duration> deadline) {
        Json question = new Json.Members(Map.of("execute", new Json.Text(command), "arguments", arguments));
        return guest.agent()
                .command(JsonText.write(question), AgentTimeout.DEFAULT, deadline)
                .map(JsonText::parse)
                .flatMap(answer -> answer.find("return"))
                .orElseThrow(() -> unclear(guest, command));
    }

    private static MalformedDataException unclear(Guest guest, String command) {
        return new MalformedDataException(
                "The agent of guest " + guest.name() + " answers to " + command + " without saying how it is", null);
    }

    /** {@return the guest and the number} */
    @Override
    public String toString() {
        return "process " + pid + " of " + guest;
    }
}
